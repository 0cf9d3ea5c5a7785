using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Generation.Embedded;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>A little library of readers, books and loans on a real SQLite file, and a generator to ask it.</summary>
public sealed class Library : IAsyncLifetime
{
    private const string Script =
        """
        CREATE TABLE publishers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL);
        CREATE TABLE authors (id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL, nationality TEXT, birth_date DATE);
        CREATE TABLE books (
            id INTEGER PRIMARY KEY,
            title TEXT NOT NULL,
            author_id INTEGER NOT NULL REFERENCES authors (id),
            publisher_id INTEGER REFERENCES publishers (id),
            genre TEXT NOT NULL,
            price REAL NOT NULL,
            pages INTEGER NOT NULL,
            published_year INTEGER NOT NULL);
        CREATE TABLE readers (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            city TEXT NOT NULL,
            age INTEGER NOT NULL,
            gender TEXT NOT NULL, -- Gender / 性别: F=女, M=男
            email TEXT);
        CREATE TABLE loans (
            id INTEGER PRIMARY KEY,
            book_id INTEGER NOT NULL REFERENCES books (id),
            reader_id INTEGER NOT NULL REFERENCES readers (id),
            loan_date DATE NOT NULL,
            fee REAL NOT NULL);
        INSERT INTO publishers VALUES (1, 'Blue Lamp', 'France'), (2, 'North Gate', 'Canada');
        INSERT INTO authors VALUES (1, 'Ada', 'Stone', 'French', '1950-01-02'), (2, 'Ben', 'Rivers', 'Canadian', '1971-05-06'), (3, 'Cora', 'Field', 'French', '1980-09-10');
        INSERT INTO books VALUES (1, 'The Quiet Sea', 1, 1, 'novel', 12.5, 320, 1999), (2, 'Maps of Rain', 2, 2, 'poetry', 8, 90, 2005),
            (3, 'Stars at Noon', 1, 2, 'novel', 20, 410, 2012), (4, 'A Small Fire', 2, 1, 'history', 15, 250, 2020);
        INSERT INTO readers VALUES (1, 'Lin', 'Paris', 31, 'F', 'lin@example.com'), (2, 'Max', 'Toronto', 45, 'M', NULL), (3, 'Ivy', 'Paris', 19, 'F', 'ivy@example.com');
        INSERT INTO loans VALUES (1, 1, 1, '2026-06-01', 1.5), (2, 2, 1, '2026-05-20', 2), (3, 1, 2, '2025-12-24', 1), (4, 3, 1, '2024-02-02', 3);
        """;

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sqlite");
    private readonly EmbeddedSqlGenerator _generator = new();
    private DataSource? _source;

    internal DatabaseSchema Schema { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _source = Support.SqliteFile.Create(_path, Script);
        Schema = await new SchemaReader().ReadAsync(_source);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    internal async Task<IReadOnlyList<Memori.Text2Sql.Generation.SqlCandidate>> AskAsync(string question, SqlDialect? dialect = null) =>
        await AskAsync(question, dialect is null ? Schema : Schema with { Dialect = dialect });

    internal async Task<IReadOnlyList<Memori.Text2Sql.Generation.SqlCandidate>> AskAsync(string question, DatabaseSchema schema)
    {
        var grounded = new GroundedQuestion
        {
            Question = Ask(question),
            DataSource = _source!,
            Access = CallerAccess.Unrestricted(schema),
        };
        return (await _generator.GenerateAsync(grounded, TestContext.Current.CancellationToken)).Candidates;
    }

    internal static Question Ask(string text) =>
        new(text, text.Any(c => c > '\u3000') ? Language.Chinese : Language.English, new DateTimeOffset(2026, 6, 17, 9, 0, 0, TimeSpan.Zero));

    /// <summary>The rows of a query, each as its values joined; throws when SQLite refuses it.</summary>
    internal IReadOnlyList<string> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
