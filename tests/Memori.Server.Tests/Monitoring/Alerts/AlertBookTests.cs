using System.Globalization;
using Memori.Alerts;
using Memori.Ledger;
using Memori.Server.Configuration.Reload;
using Memori.Server.Monitoring.Alerts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Server.Tests.Monitoring.Alerts;

public sealed class AlertBookTests
{
    [Fact]
    public async Task What_waits_is_kept_once_the_newest_thousand_of_it()
    {
        await using var world = await MonitoringWorld.OpenAsync();
        using var book = BookOf(world);
        for (var number = 0; number <= 1_000; number++)
        {
            book.Note(About("ann", number));
            world.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var kept = await book.ListAsync(world.Time.GetUtcNow(), 2_000, default);
        (await book.ListAsync(world.Time.GetUtcNow(), 2_000, default)).Count.ShouldBe(1_000);
        (kept.Count, kept[0].Message, kept[^1].Message).ShouldBe((1_000, "1000", "1"));
    }

    [Fact]
    public async Task Whoever_is_forgotten_while_alerts_wait_for_their_turn_is_not_brought_back()
    {
        await using var world = await MonitoringWorld.OpenAsync();
        using var book = BookOf(world);
        book.Note(About("ann", 1));
        book.Note(About("ben", 2));
        Task? listing = null;
        await world.Database.WriteAsync(async (_, token) =>
        {
            // Another's write, which has to wait for this one.
            var waits = new TaskCompletionSource();
            using (ExecutionContext.SuppressFlow())
            {
                listing = Task.Run(
                    () =>
                    {
                        var all = book.ListAsync(world.Time.GetUtcNow().AddMilliseconds(1), 10, default);
                        waits.SetResult();
                        return all;
                    },
                    token);
            }

            await waits.Task;
            return await book.ForgetAsync("ann", token);
        });

        await listing!;
        (await book.ListAsync(world.Time.GetUtcNow().AddMilliseconds(1), 10, default)).ShouldHaveSingleItem().Message.ShouldBe("2");
    }

    private static AlertBook BookOf(MonitoringWorld world) => new(world.Database, world.Time, new LiveSettings(world.Settings), NullLogger<AlertBook>.Instance);

    private static Alert About(string user, int number) => new()
    {
        Kind = AlertKinds.MemorySize,
        Key = number.ToString(CultureInfo.InvariantCulture),
        Message = number.ToString(CultureInfo.InvariantCulture),
        Subject = LedgerSubject.User(user),
    };
}
