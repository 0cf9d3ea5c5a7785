using Memori.Ledger;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.Configuration.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Memori.Server.Tests.Configuration;

public sealed class LiveSettingsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("memori-live-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void What_may_change_is_taken_on_and_what_may_not_is_named()
    {
        var live = Start("MEMORI_DAILY_TOKEN_LIMIT=100\nMEMORI_MAX_ROWS=10\n");
        live.Reload().ShouldBeNull();

        Write("MEMORI_DAILY_TOKEN_LIMIT=200\nMEMORI_MAX_ROWS=20\n");
        var reloaded = live.Reload().ShouldNotBeNull();
        (reloaded.Errors.Count, reloaded.Applied.Single(), reloaded.NeedRestart.Single()).ShouldBe((0, "MEMORI_DAILY_TOKEN_LIMIT", "MEMORI_MAX_ROWS"));
        (live.Current.DailyTokenLimit, live.Current.MaxRows).ShouldBe((200, 10));
        live.Reload().ShouldBeNull();

        Write("");
        live.Reload().ShouldNotBeNull().Applied.ShouldBe(["MEMORI_DAILY_TOKEN_LIMIT"]);
        live.Current.DailyTokenLimit.ShouldBeNull();
    }

    [Fact]
    public void With_a_mistake_nothing_changes_and_it_is_told_once()
    {
        var live = Start("MEMORI_DAILY_TOKEN_LIMIT=100\n");
        Write("MEMORI_DAILY_TOKEN_LIMIT=200\nMEMORI_MAX_ROWS=many\nMEMORI_BUDGET_ALERT_THRESHOLD=canary\n");

        var reloaded = live.Reload().ShouldNotBeNull();
        reloaded.Applied.ShouldBeEmpty();
        reloaded.Errors.Select(error => error.Name).ShouldBe(["MEMORI_MAX_ROWS", "MEMORI_BUDGET_ALERT_THRESHOLD"], ignoreOrder: true);
        reloaded.ToString().ShouldNotContain("canary");
        live.Current.DailyTokenLimit.ShouldBe(100);
        live.Reload().ShouldBeNull();

        Write("MEMORI_DAILY_TOKEN_LIMIT=200\n");
        live.Reload().ShouldNotBeNull().Applied.ShouldBe(["MEMORI_DAILY_TOKEN_LIMIT"]);
        live.Current.DailyTokenLimit.ShouldBe(200);
    }

    [Fact]
    public void A_file_that_is_being_written_is_waited_for()
    {
        var live = Start("MEMORI_DAILY_TOKEN_LIMIT=100\n");
        Write("");
        live.Reload(onceSettled: true).ShouldBeNull();
        Write("MEMORI_DAILY_TOKEN_LIMIT=200\n");
        live.Reload(onceSettled: true).ShouldBeNull();
        live.Current.DailyTokenLimit.ShouldBe(100);
        live.Reload(onceSettled: true).ShouldNotBeNull();
        live.Current.DailyTokenLimit.ShouldBe(200);
    }

    [Fact]
    public async Task What_came_through_a_pipe_stays()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var pipe = Path.Combine(_directory.FullName, "pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        var written = Task.Run(() => File.WriteAllText(pipe, "MEMORI_DAILY_TOKEN_LIMIT=100\n"));
        var live = new LiveSettings(SettingsReader.Read(SettingsSources.Of([], [KeyValuePair.Create("MEMORI_ENV_FILE", pipe)])));
        await written;
        live.Current.DailyTokenLimit.ShouldBe(100);
        live.Reload().ShouldBeNull();
    }

    [Fact]
    public void A_changed_file_of_a_setting_is_taken_on()
    {
        var limit = Path.Combine(_directory.FullName, "limit");
        File.WriteAllText(limit, "100");
        var live = Start($"MEMORI_DAILY_TOKEN_LIMIT__FILE={limit}\n");
        live.Current.DailyTokenLimit.ShouldBe(100);
        File.WriteAllText(limit, "300");
        live.Reload();
        live.Current.DailyTokenLimit.ShouldBe(300);
    }

    [Fact]
    public void A_running_service_has_the_new_budget()
    {
        var reading = Reading("MEMORI_DAILY_TOKEN_LIMIT=100\n");
        var live = new LiveSettings(reading);
        using var services = new ServiceCollection().AddSingleton(live).AddMemoriService(reading.Settings with { DataDirectory = _directory.FullName }).BuildServiceProvider();
        var limits = services.GetRequiredService<UsageLimits>();
        limits.DailyTokens.ShouldBe(100);

        Write("MEMORI_DAILY_TOKEN_LIMIT=0\nMEMORI_PER_REQUEST_TOKEN_LIMIT=8000\nMEMORI_BUDGET_ALERT_THRESHOLD=0.5\n");
        live.Reload();

        (limits.DailyTokens, limits.TokensPerRequest, limits.AlertThreshold).ShouldBe((null, 8000, 0.5));
    }

    [Fact]
    public async Task A_running_service_logs_at_the_new_level()
    {
        var data = $"MEMORI_DATA_DIR={_directory.FullName}\n";
        await using var app = MemoriServer.Build(Reading(data), "http://127.0.0.1:0");
        var (own, framework) = (app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Memori.Any"), app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.Any"));
        (own.IsEnabled(LogLevel.Debug), own.IsEnabled(LogLevel.Information)).ShouldBe((false, true));

        Write(data + "MEMORI_LOG_LEVEL=debug\n");
        app.Services.GetRequiredService<LiveSettings>().Reload();
        (own.IsEnabled(LogLevel.Debug), framework.IsEnabled(LogLevel.Debug)).ShouldBe((true, false));

        Write(data + "MEMORI_LOG_LEVEL=error\n");
        app.Services.GetRequiredService<LiveSettings>().Reload();
        (own.IsEnabled(LogLevel.Warning), own.IsEnabled(LogLevel.Error)).ShouldBe((false, true));
    }

    [Fact]
    public void Settings_without_sources_stay() => new LiveSettings(new MemoriSettings()).Reload().ShouldBeNull();

    private LiveSettings Start(string file) => new(Reading(file));

    private SettingsReading Reading(string file)
    {
        Write(file);
        return SettingsReader.Read(SettingsSources.Of([], [KeyValuePair.Create("MEMORI_ENV_FILE", Path.Combine(_directory.FullName, ".env"))]));
    }

    private void Write(string file) => File.WriteAllText(Path.Combine(_directory.FullName, ".env"), file);
}
