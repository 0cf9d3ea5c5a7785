using System.Globalization;
using Memori.Text2Sql.DataSources.Sample;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.DataSources.Sample;

public sealed class SampleDatabaseTests(SampleFixture sample) : IClassFixture<SampleFixture>, IDisposable
{
    private static readonly DateOnly Today = SampleFixture.Today;

    private readonly string _folder = Directory.CreateTempSubdirectory("memori-sample-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task CreateAsync_SameDay_GivesTheSameFile()
    {
        var (first, second) = (await CreateAsync("a.sqlite", Today), await CreateAsync("b.sqlite", Today));
        (await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken))
            .ShouldBe(await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken));
    }

    /// <summary>The evaluation's gold results are known for these rows: a changed figure means another sample, and a new version.</summary>
    [Theory]
    [InlineData("SELECT COUNT(*) FROM orders", "12189")]
    [InlineData("SELECT printf('%.2f', SUM(amount)) FROM order_items", "7936767.60")]
    [InlineData("SELECT name_zh FROM products p JOIN order_items i ON i.product_id = p.id GROUP BY p.id ORDER BY SUM(i.amount) DESC LIMIT 1", "无线耳机")]
    public void CreateAsync_TheDayOfTheEvaluation_HoldsTheKnownFigures(string sql, string expected) =>
        Scalar(sample.Path, sql).ShouldBe(expected);

    [Fact]
    public async Task CreateAsync_AnyDay_ForeignKeysHold()
    {
        using var connection = Open(await CreateAsync("a.sqlite", new DateOnly(2028, 2, 29)));
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA foreign_key_check";
        using var reader = command.ExecuteReader();
        reader.Read().ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-06-30")]
    [InlineData("2025-01-01")]
    [InlineData("2028-02-29")]
    public async Task CreateAsync_AnyDay_HasOrdersOnEveryDayUpToToday(string today)
    {
        var path = await CreateAsync("a.sqlite", DateOnly.Parse(today, CultureInfo.InvariantCulture));
        Scalar(path, "SELECT MAX(order_date) FROM orders").ShouldBe(today);
        Scalar(path, "SELECT COUNT(DISTINCT order_date) FROM orders").ShouldBe("731");
        long.Parse(Scalar(path, "SELECT COUNT(*) FROM orders")!, CultureInfo.InvariantCulture).ShouldBeGreaterThan(10_000);
        Scalar(path, "SELECT MAX(d) <= MAX(t) FROM (SELECT MAX(returned_at) d, NULL t FROM returns UNION ALL SELECT MAX(reviewed_at), NULL FROM reviews"
            + " UNION ALL SELECT MAX(date(paid_at)), NULL FROM payments UNION ALL SELECT MAX(registered_at), NULL FROM customers"
            + " UNION ALL SELECT MAX(launched_at), NULL FROM products UNION ALL SELECT MAX(updated_at), MAX((SELECT MAX(order_date) FROM orders)) FROM inventory)").ShouldBe("1");
    }

    [Theory]
    [InlineData("orders whose total is not the sum of their items", "SELECT COUNT(*) FROM orders o WHERE ABS(total_amount - (SELECT SUM(amount) FROM order_items WHERE order_id = o.id)) > 0.001")]
    [InlineData("items whose amount is not quantity times price", "SELECT COUNT(*) FROM order_items WHERE ABS(amount - quantity * unit_price) > 0.001")]
    [InlineData("orders before the customer registered", "SELECT COUNT(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE order_date < registered_at")]
    [InlineData("orders before the store opened", "SELECT COUNT(*) FROM orders o JOIN stores s ON s.id = o.store_id WHERE order_date < opened_at")]
    [InlineData("orders served by another store's employee", "SELECT COUNT(*) FROM orders o JOIN employees e ON e.id = o.employee_id WHERE e.store_id <> o.store_id OR o.order_date < e.hired_at")]
    [InlineData("sales of a product before its launch", "SELECT COUNT(*) FROM orders o JOIN order_items i ON i.order_id = o.id JOIN products p ON p.id = i.product_id WHERE order_date < launched_at")]
    [InlineData("payments of other amounts", "SELECT COUNT(*) FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.amount <> o.total_amount")]
    [InlineData("returns of more than was bought", "SELECT COUNT(*) FROM returns r JOIN order_items i ON i.id = r.order_item_id WHERE r.quantity > i.quantity")]
    public void CreateAsync_TheShop_MakesSense(string nonsense, string count) =>
        Scalar(sample.Path, count).ShouldBe("0", nonsense);

    [Fact]
    public void CreateAsync_EveryTableAndColumn_HasACommentInBothLanguages()
    {
        var tables = Scalar(sample.Path, "SELECT group_concat(sql, char(10)) FROM sqlite_master WHERE type = 'table'")!.Split('\n').Select(line => line.Trim()).ToList();
        tables.Count(line => line.StartsWith("CREATE TABLE", StringComparison.Ordinal)).ShouldBe(12);
        tables.Where(line => line.Length > 1 && !line.StartsWith("CREATE", StringComparison.Ordinal) && !line.StartsWith("PRIMARY", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Contains("-- ", StringComparison.Ordinal) && line.Contains(" / ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EnsureAsync_WritesOnlyWhatIsMissingStaleOrBroken()
    {
        var path = Path.Combine(_folder, "shop.sqlite");
        var cancel = TestContext.Current.CancellationToken;
        (await SampleDatabase.EnsureAsync(path, Today, cancel)).ShouldBeTrue();
        (await SampleDatabase.EnsureAsync(path, Today, cancel)).ShouldBeFalse();
        (await SampleDatabase.EnsureAsync(path, Today.AddDays(1), cancel)).ShouldBeTrue();
        await File.WriteAllTextAsync(path, "no database", cancel);
        (await SampleDatabase.EnsureAsync(path, Today, cancel)).ShouldBeTrue();
        Scalar(path, "PRAGMA integrity_check").ShouldBe("ok");
        Directory.GetFiles(_folder).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task CreateAsync_Cancelled_LeavesTheOldFileAndNothingElse()
    {
        var path = Path.Combine(_folder, "shop.sqlite");
        await File.WriteAllTextAsync(path, "old", TestContext.Current.CancellationToken);
        await Should.ThrowAsync<OperationCanceledException>(SampleDatabase.CreateAsync(path, Today, new CancellationToken(canceled: true)));
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe("old");
        Directory.GetFiles(_folder).ShouldHaveSingleItem();
    }

    private async Task<string> CreateAsync(string name, DateOnly today)
    {
        var path = Path.Combine(_folder, name);
        await SampleDatabase.CreateAsync(path, today, TestContext.Current.CancellationToken);
        return path;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static string? Scalar(string path, string sql)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
