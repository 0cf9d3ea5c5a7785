using System.Collections.Frozen;
using System.Text;
using Memori.Text;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>The SQL that a database speaks. A new dialect is one class beside the shared grammar. Immutable and safe to share.</summary>
public abstract class SqlDialect
{
    private protected SqlDialect(string name) => Name = name;

    /// <summary>The name in lower case: <c>sqlite</c>, <c>postgres</c>.</summary>
    public string Name { get; }

    /// <summary>SQLite 3.40.</summary>
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>PostgreSQL 15.</summary>
    public static SqlDialect Postgres { get; } = new PostgresDialect();

    /// <summary>The dialect of a name, or null.</summary>
    internal static SqlDialect? Find(string name) => Array.Find([Sqlite, Postgres], dialect => dialect.Name == name);

    /// <summary>Which names of tables and columns are the same.</summary>
    internal abstract IEqualityComparer<string> Names { get; }

    /// <summary>Whether names that differ in case alone are the same.</summary>
    internal bool IgnoresCase => Names.Equals("a", "A");

    /// <summary>The schema of a table that is written without one.</summary>
    internal abstract string DefaultSchema { get; }

    /// <summary>Where a name can mean what.</summary>
    internal abstract NameRules Rules { get; }

    /// <summary>What queries may call and cast to.</summary>
    internal abstract FunctionCatalog Functions { get; }

    /// <summary>The most columns that a result may have.</summary>
    internal abstract int MaxColumns { get; }

    /// <summary>The functions that may stand in FROM and give other columns than one of their own name.</summary>
    internal abstract FrozenDictionary<string, TableFunction> TableFunctions { get; }

    /// <summary>The types of functions' results, by lower-case name.</summary>
    internal abstract FrozenDictionary<string, FunctionResult> FunctionResults { get; }

    /// <summary>What <c>-&gt;&gt;</c> gives.</summary>
    internal abstract ColumnType JsonTextType { get; }

    /// <summary>Whether dates are types of their own, that operators compute with.</summary>
    internal abstract bool ComputesDates { get; }

    /// <summary>Whether NULLs come first in descending order unless it is said otherwise.</summary>
    internal abstract bool DescendsFromNull { get; }

    /// <summary>Whether every plain column that is selected beside an aggregate must be among the groups, or depend on one that is.</summary>
    internal abstract bool GroupsWhatIsShown { get; }

    /// <summary>The pattern match that does not mind the case of letters.</summary>
    internal string CaselessLike => Has(SqlFeatures.ILikeAndSimilar) ? "ILIKE" : "LIKE";

    /// <summary>What a model that writes queries should remember: a few lines of English.</summary>
    internal abstract string Card { get; }

    /// <summary>How tightly operators bind.</summary>
    internal abstract Precedence Precedence { get; }

    /// <summary>Upper-case words that are names only in quotes.</summary>
    internal abstract FrozenSet<string> Reserved { get; }

    /// <summary>Upper-case words that are written in quotes to be safe, and are no alias without AS.</summary>
    internal abstract FrozenSet<string> Delicate { get; }

    /// <summary>Upper-case words that are ordinary names, but no alias without AS.</summary>
    internal abstract FrozenSet<string> AliasNeedsAs { get; }

    /// <summary>Upper-case reserved words that are also the name of a function.</summary>
    internal abstract FrozenSet<string> FunctionWords { get; }

    /// <summary>Whether values have types and columns only lean towards one (SQLite).</summary>
    internal virtual bool TypesValues => false;

    /// <summary>What the dialect has beside the shared grammar.</summary>
    internal abstract SqlFeatures Features { get; }

    /// <summary>Operators by their text as written, to the text that the tree has.</summary>
    internal abstract FrozenDictionary<string, string> Operators { get; }

    /// <summary>The type that a cast to <paramref name="type"/> gives; the name as the tree has it.</summary>
    internal abstract ColumnType TypeNamed(string type);

    /// <summary>What the database calls a column that has no alias and is no column itself.</summary>
    internal abstract string OutputName(Expression expression);

    /// <summary>The period that a date lies in, as text that sorts: 2026, 2026-Q4, 2026-11, 2026-11-23; a week is called by its Monday.</summary>
    internal abstract Expression PeriodText(Expression date, TimeGrain grain);

    /// <summary>The day that a text tells, as text that sorts or as a date.</summary>
    /// <param name="text">The text; NULL where it is NULL.</param>
    /// <param name="form">How it is written: <c>YYYY/M/D</c>, <c>YYYY-MM</c>, <c>YYYY年M月D日</c>.</param>
    internal abstract Expression DayOf(Expression text, string form);

    /// <summary>The time of day of a moment, as text that sorts: 08:30.</summary>
    internal abstract Expression ClockText(Expression moment);

    /// <summary>How many days pass from one moment to another; a fraction where they have a time of day.</summary>
    internal abstract Expression DaysBetween(Expression from, Expression to);

    /// <summary>Whether every table has a column of that name without declaring it, to be kept from queries.</summary>
    internal virtual bool IsSystemColumn(string name) => false;

    /// <summary>Writes <paramref name="name"/> as the dialect needs it: bare, or in quotes.</summary>
    /// <param name="name">A name as the database knows it.</param>
    /// <returns>The text to put into a statement.</returns>
    public string Quote(string name) => NeedsQuotes(name) ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;

    /// <summary>Whether the dialect has <paramref name="feature"/>.</summary>
    internal bool Has(SqlFeatures feature) => (Features & feature) == feature;

    /// <summary>Whether an unquoted name would mean something else.</summary>
    private protected virtual bool NeedsQuotes(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || name[0] == '$')
        {
            return true;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_' && !char.IsLetter(c))
            {
                return true;
            }
        }

        return IsWord(Reserved, name) || IsWord(Delicate, name);
    }

    /// <summary>Whether <paramref name="name"/> is one of <paramref name="words"/>, in any case of ASCII letters.</summary>
    internal static bool IsWord(FrozenSet<string> words, ReadOnlySpan<char> name)
    {
        const int longestWord = 24;
        if (name.Length > longestWord || !Ascii.IsValid(name))
        {
            return false;
        }

        Span<char> upper = stackalloc char[longestWord];
        Ascii.ToUpper(name, upper, out var length);
        return words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(upper[..length]);
    }

    private protected static FrozenDictionary<string, string> OperatorTexts(IEnumerable<string> operators) =>
        operators.Concat(["!="]).ToFrozenDictionary(op => op, op => op switch
        {
            "!=" => "<>",
            "==" => "=",
            _ => op,
        });

    private protected static FrozenSet<string> Words(string text) =>
        text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <summary>Writes a string literal.</summary>
    internal virtual void WriteText(StringBuilder target, string value) =>
        target.Append('\'').Append(value.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
}
