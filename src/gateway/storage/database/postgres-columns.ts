import {
  type ColumnDefinitionNode,
  DataTypeNode,
  OperationNodeTransformer,
  RawNode,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely';

/** What the migrations call it → what it is on PostgreSQL. */
const TYPES: Record<string, string> = {
  blob: 'bytea',
  // Ids and keys are compared and put in order byte by byte, as on SQLite, whatever the database's own language.
  text: 'text collate "C"',
};

class ColumnTypes extends OperationNodeTransformer {
  protected override transformColumnDefinition(node: ColumnDefinitionNode): ColumnDefinitionNode {
    const plain = super.transformColumnDefinition(node);
    const type = DataTypeNode.is(node.dataType) ? TYPES[node.dataType.dataType] : undefined;
    return type ? { ...plain, dataType: RawNode.createWithSql(type) } : plain;
  }
}

/** Lets the migrations, written for SQLite's column types, make the same tables on PostgreSQL. */
export class PostgresColumns implements KyselyPlugin {
  readonly #types = new ColumnTypes();

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    const makesColumns = node.kind === 'CreateTableNode' || node.kind === 'AlterTableNode';
    return makesColumns ? this.#types.transformNode(node, queryId) : node;
  }

  transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result);
  }
}
