using System.Data.Common;
using System.Reflection;
using Memori.Server.Access.Keys;
using Memori.Sqlite;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Access.Keys;

/// <summary>Keys over a real store whose reads and writes are counted.</summary>
public sealed class ApiKeysTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("memori-keys-");
    private readonly MovableTime _time = new();
    private ServiceProvider _services = null!;
    private Counted _database = null!;
    private ApiKeys _keys = null!;

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time);
        services.AddMemori().AddSqliteStore(Path.Combine(_data.FullName, "memori.db"));
        _services = services.BuildServiceProvider();
        _database = new Counted(_services.GetRequiredService<IDatabase>());
        foreach (var library in ServiceStartup.StateLibraries)
        {
            await _database.MigrateAsync(library);
        }

        _keys = new ApiKeys(_database, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task While_nothing_changes_the_database_is_asked_once_a_second_and_never_written()
    {
        var secret = await MakeAsync();
        (_database.Reads, _database.Writes) = (0, 0);
        for (var i = 0; i < 50; i++)
        {
            (await _keys.FindAsync(secret)).ShouldNotBeNull();
            (await _keys.FindAsync(Forged(secret))).ShouldBeNull();
            (await _keys.AreConfiguredAsync()).ShouldBeTrue();
        }

        (_database.Reads, _database.Writes).ShouldBe((3, 0));
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _keys.FindAsync(secret)).ShouldNotBeNull();
        (await _keys.AreConfiguredAsync()).ShouldBeTrue();
        _database.Reads.ShouldBe(4);
    }

    [Fact]
    public async Task That_there_are_no_keys_is_asked_once_a_second()
    {
        for (var i = 0; i < 50; i++)
        {
            (await _keys.AreConfiguredAsync()).ShouldBeFalse();
        }

        _database.Reads.ShouldBe(1);
        await Elsewhere().CreateAsync(new NewApiKey("", KeyRole.Admin));
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _keys.AreConfiguredAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task The_first_key_closes_this_process_at_once()
    {
        (await _keys.AreConfiguredAsync()).ShouldBeFalse();
        await MakeAsync();
        (await _keys.AreConfiguredAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_that_was_changed_elsewhere_is_refused_within_a_second()
    {
        var (revoked, rotated) = (await MakeAsync(), await MakeAsync());
        (await _keys.FindAsync(revoked)).ShouldNotBeNull();
        (await _keys.FindAsync(rotated)).ShouldNotBeNull();

        await Elsewhere().RevokeAsync(revoked[..11]);
        var successor = (await Elsewhere().RotateAsync(rotated[..11], TimeSpan.Zero))!.Secret;
        _time.Advance(TimeSpan.FromSeconds(1));

        (await _keys.FindAsync(revoked)).ShouldBeNull();
        (await _keys.FindAsync(rotated)).ShouldBeNull();
        (await _keys.FindAsync(successor)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_found_for_one_secret_is_given_to_no_other_with_its_prefix()
    {
        var secret = await MakeAsync();
        (await _keys.FindAsync(secret)).ShouldNotBeNull();
        foreach (var other in (string[])[Forged(secret), secret[..11], secret[..12], secret + "A", secret + " ", secret.ToUpperInvariant(), secret[..^1], secret + "\0"])
        {
            (await _keys.FindAsync(other)).ShouldBeNull(other);
        }

        (await _keys.FindAsync(secret)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_prefix_cost_the_same()
    {
        var secret = await MakeAsync();
        _database.Reads = 0;
        (await _keys.FindAsync(Forged(secret))).ShouldBeNull();
        var ofWrong = _database.Reads;
        (await _keys.FindAsync(KeySecret.New())).ShouldBeNull();
        (ofWrong, _database.Reads).ShouldBe((1, 2));
    }

    [Fact]
    public async Task The_cache_has_room_for_so_many_and_a_flood_of_forged_keys_drives_no_real_one_out()
    {
        var secret = await MakeAsync();
        (await _keys.FindAsync(secret)).ShouldNotBeNull();
        for (var i = 0; i < 1_500; i++)
        {
            (await _keys.FindAsync(KeySecret.New())).ShouldBeNull();
        }

        _database.Reads = 0;
        (await _keys.FindAsync(secret)).ShouldNotBeNull();
        _database.Reads.ShouldBe(0);
    }

    [Fact]
    public async Task The_day_of_the_last_use_is_written_once_a_day_for_all_keys_together()
    {
        var (first, second) = (await MakeAsync(), await MakeAsync());
        await _keys.FindAsync(first);
        await _keys.FindAsync(second);
        _database.Writes = 0;
        await _keys.FlushUseAsync(CancellationToken.None);
        await _keys.FlushUseAsync(CancellationToken.None);
        _database.Writes.ShouldBe(1);
        (await _keys.ListAsync()).ShouldAllBe(key => key.LastUsed == new DateOnly(2026, 11, 23));

        _time.Advance(TimeSpan.FromMinutes(1));
        await _keys.FindAsync(first);
        await _keys.FlushUseAsync(CancellationToken.None);
        _database.Writes.ShouldBe(1);

        _time.Advance(TimeSpan.FromDays(1));
        await _keys.FindAsync(first);
        await _keys.FlushUseAsync(CancellationToken.None);
        (await _keys.ListAsync()).Select(key => key.LastUsed!.Value.Day).ShouldBe([24, 23]);
    }

    private async Task<string> MakeAsync()
    {
        // Keys of one moment have no order.
        _time.Advance(TimeSpan.FromMilliseconds(1));
        return (await _keys.CreateAsync(new NewApiKey("", KeyRole.User, "alice"))).Secret;
    }

    private ApiKeys Elsewhere() => new(_services.GetRequiredService<IDatabase>(), _time);

    private static string Forged(string secret) => secret[..^2] + (secret[^2] == 'A' ? 'B' : 'A') + secret[^1];

    private sealed class Counted(IDatabase database) : IDatabase
    {
        public int Reads { get; set; }

        public int Writes { get; set; }

        public string Dialect => database.Dialect;

        public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken = default)
        {
            Reads++;
            return database.ReadAsync(read, cancellationToken);
        }

        public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken = default)
        {
            Writes++;
            return database.WriteAsync(write, cancellationToken);
        }

        public Task MigrateAsync(Assembly library, CancellationToken cancellationToken = default) => database.MigrateAsync(library, cancellationToken);
    }
}
