namespace Memori.Text2Sql.Sql.Binding;

/// <summary>Where a dialect lets a name mean what.</summary>
[Flags]
internal enum NameRules
{
    None = 0,

    /// <summary>WHERE, ON, HAVING and GROUP BY see the names of the SELECT list, after the columns of FROM.</summary>
    AliasesEverywhere = 1 << 0,

    /// <summary>GROUP BY sees the names of the SELECT list, after the columns of FROM.</summary>
    GroupByAliases = 1 << 1,

    /// <summary>ORDER BY sees every name of the result, not only those given with AS; two different columns of that name are ambiguous.</summary>
    OrderByAnyName = 1 << 2,

    /// <summary>The ORDER BY of a set operation may name what any of its operands selects, not only the names of the result.</summary>
    OrderByOperands = 1 << 3,

    /// <summary>COLLATE after a name in ORDER BY does not hide that it is a name of the SELECT list.</summary>
    OrderByCollated = 1 << 4,

    /// <summary>A table's name is a value, its whole row, and the columns of a table decide whether <c>table.name</c> is a column.</summary>
    WholeRows = 1 << 5,

    /// <summary>ON sees the two sides of its join only, and functions in FROM what stands before them; else both see all of FROM.</summary>
    JoinsInOrder = 1 << 6,

    /// <summary><c>*</c> begins with the columns of USING, and a column of USING must not be ambiguous.</summary>
    UsingFirst = 1 << 7,

    /// <summary>The common tables of one WITH see each other without RECURSIVE.</summary>
    CommonTablesTogether = 1 << 8,

    /// <summary>The second column of a name in a derived table gets a number: <c>id:1</c>; else the name is ambiguous.</summary>
    NumbersDuplicates = 1 << 9,

    /// <summary>A table may have the columns rowid, _rowid_ and oid.</summary>
    RowIds = 1 << 10,

    /// <summary>Only known functions may stand in FROM; else an unknown one gives one column of its own name.</summary>
    KnownTableFunctions = 1 << 11,

    /// <summary>The column list of a common table names every column; else it may name only the first ones.</summary>
    WholeColumnLists = 1 << 12,

    /// <summary>The query of a common table sees what surrounds the place where it is read, not where it is written.</summary>
    CommonTablesSeeTheirReader = 1 << 13,

    /// <summary>In older engines of the dialect a word in double quotes that names no column is a string.</summary>
    UnknownWordsAreText = 1 << 14,

    /// <summary>A join in parentheses is a query of its own: its conditions see only its own tables, of which it reads every column and the rowid.</summary>
    BracketsAreQueries = 1 << 15,

    /// <summary>ORDER BY and GROUP BY don't see the queries around.</summary>
    SortsWithinItself = 1 << 16,
}
