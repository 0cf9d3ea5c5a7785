using System.Text;
using Microsoft.Data.Sqlite;

namespace Memori.Benchmarks;

/// <summary>
/// SQLite FTS5 with Porter stems and bm25(), as one would use it for such texts: Chinese is cut into characters, and asked for by pairs of them.
/// </summary>
internal static class Fts5Benchmark
{
    private const string Create = "CREATE VIRTUAL TABLE turn USING fts5(id UNINDEXED, content, tokenize = 'porter unicode61')";
    private const string Insert = "INSERT INTO turn (id, content) VALUES ($id, $content)";
    private const string Select = "SELECT id FROM turn WHERE turn MATCH $query ORDER BY bm25(turn) LIMIT $limit";

    public static async Task<EngineResult> RunAsync(string path, List<Turn> turns, List<string> questions, List<Needle> needles)
    {
        await using (var writer = Open(path))
        {
            await FillAsync(writer, turns);
        }

        await using var connection = Open(path);
        var first = await Timing.OnceAsync(() => Ask(connection, questions[0], 10));
        foreach (var question in questions.Take(questions.Count / 4))
        {
            await Ask(connection, question, 10);
        }

        var common = await Timing.OfAsync(questions, question => Ask(connection, question, 10));
        var rare = await Timing.OfAsync(needles, needle => Ask(connection, needle.Question, 10));
        var found = new List<Needle>();
        foreach (var needle in needles)
        {
            if ((await Ask(connection, needle.Question, 5)).Contains(needle.Answer))
            {
                found.Add(needle);
            }
        }

        return new EngineResult(first, common, rare, NeedleShares.Of(needles, found), 0, (double)new FileInfo(path).Length / turns.Count);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static async Task FillAsync(SqliteConnection connection, List<Turn> turns)
    {
        await using var create = new SqliteCommand(Create, connection);
        await create.ExecuteNonQueryAsync();
        await using var transaction = connection.BeginTransaction();
        await using var insert = new SqliteCommand(Insert, connection, transaction);
        var id = insert.Parameters.Add("$id", SqliteType.Text);
        var content = insert.Parameters.Add("$content", SqliteType.Text);
        foreach (var turn in turns)
        {
            id.Value = turn.Id;
            content.Value = Spaced(turn.Text);
            await insert.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private static async Task<List<string>> Ask(SqliteConnection connection, string question, int limit)
    {
        await using var select = new SqliteCommand(Select, connection);
        select.Parameters.AddWithValue("$query", string.Join(" OR ", Terms(question).Distinct(StringComparer.Ordinal)));
        select.Parameters.AddWithValue("$limit", limit);
        await using var reader = await select.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private static IEnumerable<string> Terms(string question)
    {
        var words = Spaced(question).Split([' ', '?', '？'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            if (!IsHan(words[i][0]))
            {
                yield return $"\"{words[i]}\"";
            }
            else if (i > 0 && IsHan(words[i - 1][0]))
            {
                yield return $"\"{words[i - 1]} {words[i]}\"";
            }
        }
    }

    private static string Spaced(string text)
    {
        var spaced = new StringBuilder(text.Length * 2);
        foreach (var character in text)
        {
            spaced.Append(character);
            if (IsHan(character))
            {
                spaced.Append(' ');
            }
        }

        return spaced.ToString();
    }

    private static bool IsHan(char character) => character is >= '\u4e00' and <= '\u9fff';
}
