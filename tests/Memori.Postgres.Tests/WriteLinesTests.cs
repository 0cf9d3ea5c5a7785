using System.Globalization;
using System.Text;
using Memori.Storage;

namespace Memori.Postgres.Tests;

/// <summary>Writes that stood in line together share a transaction, and nothing else.</summary>
public sealed class WriteLinesTests : IAsyncLifetime
{
    private readonly PostgresFixture _server = new();
    private PostgresDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _database = await _server.OpenAsync();
        await _database.WriteAsync((transaction, token) => transaction.ExecuteAsync("CREATE TABLE note (number integer PRIMARY KEY, xid text NOT NULL)", token), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Writes_ShareACommit_AndFailAlone()
    {
        var writes = await InLineAsync(_database, 12, async (number, insert) =>
        {
            await insert();
            return number % 3 == 0 ? throw new FormatException(number.ToString(CultureInfo.InvariantCulture)) : number;
        });

        for (var number = 0; number < writes.Length; number++)
        {
            if (number % 3 == 0)
            {
                (await Should.ThrowAsync<FormatException>(writes[number])).Message.ShouldBe(number.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                (await writes[number]).ShouldBe(number);
            }
        }

        var rows = await RowsAsync();
        rows.Select(row => row.Number).ShouldBe([1, 2, 4, 5, 7, 8, 10, 11]);
        rows.Select(row => row.Xid).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Writes_OneOfWhichTheServerRefuses_AreKeptWithoutIt()
    {
        var writes = await InLineAsync(_database, 5, async (number, insert) =>
        {
            await insert();
            if (number == 2)
            {
                await insert();
            }

            return number;
        });

        (await Should.ThrowAsync<Npgsql.PostgresException>(writes[2])).SqlState.ShouldBe("23505");
        await Task.WhenAll(writes.Where((_, number) => number != 2));
        (await RowsAsync()).Select(row => row.Number).ShouldBe([0, 1, 3, 4]);
    }

    [Fact]
    public async Task Writes_WhoseConnectionIsLostOnTheWay_AreAllRunAgain_AndKeptOnce()
    {
        var cut = false;
        var writes = await InLineAsync(_database, 4, async (number, insert) =>
        {
            await insert();
            if (number == 2 && !cut)
            {
                cut = true;
                await _database.WriteAsync((transaction, token) => transaction.ScalarAsync("SELECT pg_terminate_backend(pg_backend_pid())", token), Cancellation);
            }

            return number;
        });

        (await Task.WhenAll(writes)).ShouldBe([0, 1, 2, 3]);
        (await RowsAsync()).Select(row => row.Number).ShouldBe([0, 1, 2, 3]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writes_WhoseCommitIsNotAnswered_AreKeptOnce(bool reaches)
    {
        await using var relay = new Relay(new Uri(_server.Url)) { Reaches = reaches };
        await using var database = await PostgresDatabase.OpenAsync(_server.Options with { Url = new UriBuilder(_server.Url) { Port = relay.Port }.Uri.ToString() }, TimeProvider.System, Cancellation);
        var armed = false;
        var writes = await InLineAsync(database, 3, async (number, insert) =>
        {
            await insert();
            if (!armed)
            {
                armed = true;
                relay.Word = Encoding.UTF8.GetBytes("COMMIT");
            }

            return number;
        });

        (await Task.WhenAll(writes)).ShouldBe([0, 1, 2]);
        (await RowsAsync()).Select(row => row.Number).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task Write_GivenUpInLine_EndsAtOnce_AndTakesNobodyWithIt()
    {
        using var source = new CancellationTokenSource();
        var (held, release) = await HoldAsync(_database);
        var givenUp = InsertAsync(_database, 0, source.Token);
        var other = InsertAsync(_database, 1, Cancellation);
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(givenUp);
        held.IsCompleted.ShouldBeFalse();
        release.SetResult();
        await Task.WhenAll(held, other);
        (await RowsAsync()).Select(row => row.Number).ShouldBe([1]);
    }

    [Fact]
    public async Task Writes_InLineWhenTheDatabaseIsClosed_AreToldSo()
    {
        var database = await _server.OpenAsync();
        var (held, release) = await HoldAsync(database);
        var waiting = InsertAsync(database, 0, Cancellation);
        var closing = database.DisposeAsync();
        release.SetResult();
        await held;
        await closing;

        (await Should.ThrowAsync<MemoriException>(waiting)).Code.ShouldBe("state-database-closed");
        (await RowsAsync()).ShouldBeEmpty();
    }

    /// <summary>Writes that all stand in line before the first of them begins.</summary>
    private static async Task<Task<int>[]> InLineAsync(PostgresDatabase database, int count, Func<int, Func<Task>, Task<int>> write)
    {
        var (held, release) = await HoldAsync(database);
        var writes = Enumerable.Range(0, count)
            .Select(number => database.WriteAsync((transaction, token) => write(number, () => transaction.ExecuteAsync(Insert, token, ("@number", number))), Cancellation))
            .ToArray();
        release.SetResult();
        await held;
        return writes;
    }

    private static async Task<(Task Held, TaskCompletionSource Release)> HoldAsync(PostgresDatabase database)
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = database.WriteAsync(
            async (_, _) =>
            {
                entered.SetResult();
                await release.Task;
                return true;
            },
            Cancellation);
        await entered.Task;
        return (held, release);
    }

    private const string Insert = "INSERT INTO note (number, xid) VALUES (@number, pg_current_xact_id()::text)";

    private static Task<int> InsertAsync(PostgresDatabase database, int number, CancellationToken cancellationToken) =>
        database.WriteAsync((transaction, token) => transaction.ExecuteAsync(Insert, token, ("@number", number)), cancellationToken);

    private Task<IReadOnlyList<(int Number, string Xid)>> RowsAsync() => _database.ReadAsync(
        (connection, token) => connection.QueryAsync("SELECT number, xid FROM note ORDER BY number", row => (row.GetInt32(0), row.GetString(1)), token), Cancellation);
}
