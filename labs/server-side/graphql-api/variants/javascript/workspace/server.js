// The GraphQL API of Saffron Lane: one address, POST /graphql.
import { readFileSync } from 'node:fs';
import express from 'express';
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/express';
import { countStatements } from './db.js';
import { createContext, root } from './resolvers.js';

const schema = buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));

const app = express();
app.use(countStatements);
app.post('/graphql', createHandler({ schema, rootValue: root, context: createContext }));

const port = Number(process.env.PORT ?? 3000);
app.listen(port, '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`listening on http://127.0.0.1:${port}/graphql`);
});
