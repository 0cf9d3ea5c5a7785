using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.DataSources.Diagnosis;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources.Admission;

public sealed class HostAdmissionTests : IAsyncLifetime
{
    private SourceHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SourceHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("db.example.com")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("127.9.9.9")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST.")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[0:0:0:0:0:ffff:7f00:1]")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    public async Task NothingListed_NothingIsReached(string host) => (await CodeOf(host, "", loopback: false)).ShouldBe("datasource-host-not-allowed");

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("2852039166")]
    [InlineData("[::ffff:169.254.169.254]")]
    [InlineData("[fe80::1]")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("[64:ff9b::a9fe:a9fe]")]
    [InlineData("100.100.100.200")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    public async Task AddressesThatAreNoDatabases_AreNeverReached_WhateverIsListed(string host) =>
        (await CodeOf(host, "0.0.0.0/0,::/0,169.254.169.254,*.internal", loopback: true)).ShouldBe("datasource-host-not-allowed");

    [Theory]
    [InlineData("127.0.0.1", "", true)]
    [InlineData("localhost", "", true)]
    [InlineData("127.0.0.1", "127.0.0.0/8", false)]
    [InlineData("localhost", "localhost", false)]
    [InlineData("localhost", "127.0.0.1,::1", false)]
    public async Task ThisMachine_IsReachedWhereItMayBe(string host, string listed, bool loopback) =>
        (await CodeOf(host, listed, loopback)).ShouldBeOneOf("datasource-unreachable", "datasource-not-postgres");

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:5432")]
    [InlineData("10.1.2.3", "10.2.0.0/16")]
    [InlineData("evil-example.com", "*.example.com,example.com")]
    [InlineData("example.com.evil.test", "*.example.com,example.com")]
    public async Task WhatIsOnlyLikeAnEntry_IsNotListed(string host, string listed) => (await CodeOf(host, listed, loopback: false)).ShouldBe("datasource-host-not-allowed");

    [Theory]
    [InlineData("postgres://u@%2Ftmp/db")]
    [InlineData("postgres://u@/tmp:5432/db?host=/tmp")]
    [InlineData("postgres://u@@tmp/db")]
    [InlineData("postgres://u@a,b/db")]
    [InlineData("postgres://u@a b/db")]
    [InlineData("postgres://u@c:%5Ctmp/db")]
    public async Task Sockets_AreNoHosts(string target)
    {
        Allow("", loopback: false);

        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.RegisterAsync(target, Token))).Code.ShouldBeOneOf("datasource-bad-url", "datasource-host-not-allowed");
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("db.example.com:0")]
    [InlineData("db.example.com:99999")]
    [InlineData("*.*.example.com")]
    [InlineData("http://db.example.com")]
    [InlineData("a b")]
    public void UnreadableEntries_AreNotTakenForAnything(string list) => AllowedHosts.TryParse(list, loopback: false, out _).ShouldBeFalse();

    [Theory]
    [InlineData("db.example.com, *.corp.example ,10.0.0.0/8,[fd12::]/16,fd12::1,192.168.0.1:5433")]
    [InlineData("")]
    [InlineData(" , ")]
    public void ReadableEntries_AreRead(string list) => AllowedHosts.TryParse(list.Replace("[fd12::]/16", "fd12::/16", StringComparison.Ordinal), loopback: false, out _).ShouldBeTrue();

    private async Task<string> CodeOf(string host, string listed, bool loopback)
    {
        Allow(listed, loopback);
        var target = $"postgres://u:p@{host}:1/db";
        var report = await _host.Check.TryAsync(new NewDataSource(target), Token);
        report.Ok.ShouldBeFalse();
        report.Steps[^1].Outcome.ShouldBe(StepOutcome.Failed);
        return (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.RegisterAsync(target, Token))).Code;
    }

    private void Allow(string listed, bool loopback)
    {
        AllowedHosts.TryParse(listed, loopback, out var hosts).ShouldBeTrue();
        _host.Restart(options => options with { Hosts = hosts });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
