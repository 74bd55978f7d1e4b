/** Pieces of programs that learners write again and again, beside those that come with the languages. */
import { type Completion, snippetCompletion } from '@codemirror/autocomplete';

const piece = (label: string, detail: string, template: string): Completion => snippetCompletion(template, { label, detail, type: 'keyword' });

export const javascriptPieces: readonly Completion[] = [
  piece('server', 'node:http', "import { createServer } from 'node:http';\n\nconst server = createServer((request, response) => {\n\tresponse.writeHead(200, { 'content-type': 'application/json' });\n\tresponse.end(JSON.stringify(${value}));\n});\nserver.listen(Number(process.env.PORT ?? ${3000}));"),
  piece('route', 'Express', "app.${get}('${/path}', async (request, response) => {\n\t${}\n});"),
  piece('query', 'pg, with a parameter', "const { rows } = await pool.query('${SELECT * FROM products WHERE id = $1}', [${id}]);"),
  piece('test', 'node:test', "test('${name}', async () => {\n\t${}\n});"),
];

export const pythonPieces: readonly Completion[] = [
  piece('main', 'run as a program', "if __name__ == '__main__':\n\t${main()}"),
  piece('route', 'Flask', "@app.${get}('${/path}')\ndef ${name}():\n\treturn ${value}"),
  piece('with', 'open a file', "with open(${path}) as ${file}:\n\t${}"),
  piece('test', 'pytest', 'def test_${name}():\n\tassert ${}'),
];

export const javaPieces: readonly Completion[] = [
  piece('main', 'method', 'public static void main(String[] args) {\n\t${}\n}'),
  piece('println', 'System.out', 'System.out.println(${});'),
  piece('class', 'declaration', 'class ${Name} {\n\t${}\n}'),
  piece('record', 'declaration', 'record ${Name}(${int id}) {}'),
  piece('interface', 'declaration', 'interface ${Name} {\n\t${}\n}'),
  piece('for', 'loop', 'for (int ${i} = 0; ${i} < ${count}; ${i}++) {\n\t${}\n}'),
  piece('for', 'over all', 'for (var ${each} : ${all}) {\n\t${}\n}'),
  piece('if', 'block', 'if (${condition}) {\n\t${}\n}'),
  piece('try', 'with a resource', 'try (var ${it} = ${open()}) {\n\t${}\n}'),
  piece('try', 'catch', 'try {\n\t${}\n} catch (${Exception} error) {\n\t\n}'),
];

/** Java's package for the editor brings none: Java Language Specification, chapter 3.9, and the names of java.lang that programs begin with. */
export const javaWords: readonly Completion[] = [
  ...'abstract assert boolean break byte case catch char class continue default do double else enum extends final finally float for if implements import instanceof int interface long native new package private protected public record return sealed short static super switch synchronized this throw throws transient try var void volatile while yield true false null'.split(' ').map((label) => ({ label, type: 'keyword' })),
  ...'String Object Integer Long Double Boolean Math System Thread Runnable Exception RuntimeException IllegalArgumentException IllegalStateException NullPointerException StringBuilder Iterable Override Record AutoCloseable List Map Set Optional ArrayList HashMap HashSet Stream Collectors Files Path Duration Instant'.split(' ').map((label) => ({ label, type: 'class' })),
];

export const goPieces: readonly Completion[] = [
  piece('main', 'function', 'func main() {\n\t${}\n}'),
  piece('iferr', 'pass an error on', 'if err != nil {\n\treturn ${err}\n}'),
  piece('handler', 'net/http', 'func ${name}(w http.ResponseWriter, r *http.Request) {\n\t${}\n}'),
  piece('test', 'testing', 'func Test${Name}(t *testing.T) {\n\t${}\n}'),
  piece('goroutine', 'with a wait group', 'wg.Add(1)\ngo func() {\n\tdefer wg.Done()\n\t${}\n}()'),
];

/** The standard library's packages and functions that the course's programs use, beside the language's own words. */
export const goWords: readonly Completion[] = [
  ...'append cap clear close complex copy delete len make max min new panic print println recover'.split(' ').map((label) => ({ label, type: 'function' })),
  ...'any bool byte comparable error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64'.split(' ').map((label) => ({ label, type: 'type' })),
  ...'bufio bytes context encoding errors fmt http io json log maps net os slices sort strconv strings sync testing time'.split(' ').map((label) => ({ label, type: 'namespace' })),
];
