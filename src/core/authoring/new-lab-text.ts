/** The texts of a new lab. What stands after "Fill in:" is the author's to write. */

export const LAB_YAML = ({ id, stage, order, schema }: { id: string; stage: string; order: number; schema: string }): string => `# yaml-language-server: $schema=${schema}
schema: 1
id: ${id}
version: 1
title: "Fill in: the lab's name"
summary: "Fill in: what the learner does and takes away, in one or two sentences."
stage: ${stage}
order: ${String(order)}
topics: [files]
teaches:
  - { id: ${id}, title: "Fill in: the concept that the lab teaches" }
# What it builds on: concepts that labs before it teach.
requires: []
minutes: 10
needs:
  # As \`labs verify\` measures it.
  memoryMb: 1
# A lab that needs a server names it here, for example:
#   services: [{ id: shop, kind: postgres, seed: [seed/shop.sql] }]
services: []

steps:
  - id: greet
    title: Greet the customers
    lesson: steps/01-greet.md
    files: [greeting.txt]
    checks:
      - id: names-the-shop
        title: The greeting names the shop
        kind: file
        path: greeting.txt
        matches: '[Ss][Aa][Ff][Ff][Rr][Oo][Nn] [Ll][Aa][Nn][Ee]'
        hints:
          - Which shop is it? The lesson says its name.
          - Write both words of the name, "Saffron Lane", into the file.
        mistakes:
          - source: Pepper Street
            say: That is the shop across the street.

# Another right answer: it must pass.
alternatives:
  - { id: in-capitals, about: The greeting is written in capitals, step: greet }

# Wrong answers: each must be caught by the check that it names.
mutants:
  - { id: another-shop, about: The greeting names another shop, step: greet, caughtBy: names-the-shop }

# Who answers these knows the lab's matter and may skip it.
placement:
  - id: first
    question: "Fill in: a question that nobody can guess the answer of."
    text: { matches: greeting }
  - id: second
    question: "Fill in: another one."
    choices:
      options: [{ id: a, text: "Fill in: a wrong answer" }, { id: b, text: "Fill in: the right answer" }, { id: c, text: "Fill in: a wrong answer" }]
      correct: [b]

remember:
  - "Fill in: what to keep, in a sentence."
production:
  - "Fill in: how it fails where it matters."
review:
  - question: "Fill in: a question that comes back in some days."
    answer: "Fill in: its answer."
  - question: "Fill in: another question."
    answer: "Fill in: its answer."
`;

export const LESSON = (id: string): string => `Fill in: why anybody needs this. A sentence or two from the shop's day are enough.

## The idea

Fill in: one new idea, its [term](term:${id}), with an example that is not the answer:

\`\`\`text
Welcome to Pepper Street.
\`\`\`

## The task

The file \`greeting.txt\` is read out to every customer. Make it name the shop, Saffron Lane.
`;

export const GLOSSARY = (id: string): string => `# The terms that the lab introduces. Lessons link them: [greeting](term:${id}).
terms:
  - id: ${id}
    term: "Fill in: the term, as people write it"
    text: "Fill in: what it means, in a sentence or two."
`;
