using System.Text.RegularExpressions;
using Memori.Server.Configuration;

namespace Memori.Cli.Tests.Deploy;

/// <summary>The files for a machine without containers: the unit of systemd, and the reverse proxy.</summary>
public sealed partial class HostFilesTests
{
    private static readonly IReadOnlyList<string> Unit = DeployFile.Lines("systemd/memori.service");
    private static readonly string Proxy = string.Join('\n', DeployFile.Lines("nginx/memori.conf"));

    [Fact]
    public void The_unit_runs_the_service_as_somebody_who_may_do_little()
    {
        One("ExecStart").ShouldBe("/usr/bin/dotnet /opt/memori/Memori.Cli.dll serve");
        One("DynamicUser").ShouldBe("yes");
        One("NoNewPrivileges").ShouldBe("yes");
        One("ProtectSystem").ShouldBe("strict");
        One("StateDirectoryMode").ShouldBe("0700");
        One("CapabilityBoundingSet").ShouldBeEmpty();

        // The runtime compiles as it goes: it must be able to make memory executable.
        Unit.ShouldNotContain(line => line.StartsWith("MemoryDenyWriteExecute", StringComparison.Ordinal));
    }

    [Fact]
    public void The_unit_gives_it_time_to_stop()
    {
        Deployment.Seconds(One("TimeoutStopSec")).ShouldBeGreaterThanOrEqualTo(Deployment.LongestStop);
        One("KillSignal").ShouldBe("SIGTERM");
        One("ExecReload").ShouldBe("/bin/kill -HUP $MAINPID");
    }

    [Fact]
    public void The_unit_takes_up_changed_settings_and_does_not_try_wrong_ones_again()
    {
        // What stands in the environment of a process can't change: a reload would find nothing new.
        All("EnvironmentFile").ShouldBeEmpty();
        All("Environment").ShouldContain("MEMORI_ENV_FILE=/etc/memori/memori.env");
        One("RestartPreventExitStatus").ShouldBe("2");
    }

    [Fact]
    public async Task The_settings_of_the_unit_are_in_order()
    {
        var environment = All("Environment").Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        environment["MEMORI_DATA_DIR"].ShouldBe($"%S/{One("StateDirectory")}");
        environment.Where(pair => pair.Key.EndsWith("__FILE", StringComparison.Ordinal)).Select(pair => pair.Value)
            .ShouldBe(All("LoadCredential").Select(credential => $"%d/{credential.Split(':')[0]}"), ignoreOrder: true);
        await Deployment.ShouldBeInOrderAsync(environment);
    }

    [Fact]
    public void The_proxy_lets_streams_and_uploads_pass()
    {
        Proxy.ShouldContain("proxy_buffering off;");
        Proxy.ShouldContain("proxy_request_buffering off;");
        Proxy.ShouldContain($"client_max_body_size {Deployment.LargestUpload};");
        Proxy.ShouldContain("location = /api/memories/import {\nclient_max_body_size 1g;");
        Deployment.Seconds(ReadTimeout().Match(Proxy).Groups[1].Value).ShouldBeGreaterThan(new MemoriSettings().RequestTimeoutSeconds);
    }

    [Fact]
    public void The_proxy_says_for_whom_it_speaks_and_believes_nobody()
    {
        // Overwritten, not appended to: what a client says of itself does not get through.
        Proxy.ShouldContain("proxy_set_header X-Forwarded-For $remote_addr;");
        Proxy.ShouldContain("proxy_set_header X-Forwarded-Proto $scheme;");
        Proxy.ShouldContain("proxy_set_header Host $host;");
        Proxy.ShouldContain("ssl_protocols       TLSv1.2 TLSv1.3;");
        Proxy.ShouldNotContain("non_idempotent");
    }

    private static string One(string name) => All(name).ShouldHaveSingleItem(name);

    private static IReadOnlyList<string> All(string name) => [.. Unit.Where(line => line.StartsWith(name + "=", StringComparison.Ordinal)).Select(line => line[(name.Length + 1)..])];

    [GeneratedRegex(@"proxy_read_timeout (\d+)s;")]
    private static partial Regex ReadTimeout();
}
