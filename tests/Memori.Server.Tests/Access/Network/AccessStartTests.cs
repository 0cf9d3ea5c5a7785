using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.Access.Network;
using Memori.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Access.Network;

public sealed class AccessStartTests
{
    private const string Everywhere = "http://127.0.0.1:0;http://*:8001";

    [Theory]
    [InlineData("http://127.0.0.1:8000", true)]
    [InlineData("http://localhost:8000;https://[::1]:8443", true)]
    [InlineData("http://127.0.0.9:8000", true)]
    [InlineData("http://0.0.0.0:8000", false)]
    [InlineData("http://[::]:8000", false)]
    [InlineData("http://+:8000", false)]
    [InlineData("http://127.0.0.1:8000;http://*:8001", false)]
    [InlineData("http://192.168.1.2:8000", false)]
    [InlineData("http://localhost.example.com:8000", false)]
    [InlineData("http://127.0.0.1.example.com:8000", false)]
    public void Addresses_of_this_machine_alone_are_told_from_others(string urls, bool loopback) => ListenAddresses.Parse(urls).AreLoopback.ShouldBe(loopback);

    [Theory]
    [InlineData("8000")]
    [InlineData("ftp://127.0.0.1:8000")]
    [InlineData("http://")]
    [InlineData("http://127.0.0.1:8000/base")]
    [InlineData("http://127.0.0.1:port")]
    public void What_is_no_address_is_refused(string urls) => Should.Throw<MemoriException>(() => MemoriServer.Build(new MemoriSettings(), urls)).Code.ShouldBe("invalid-url");

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://127.0.0.1:0;http://*:0")]
    public async Task Without_keys_nothing_listens_where_others_reach_it(string urls)
    {
        var data = Directory.CreateTempSubdirectory("memori-start-");
        await using (var app = MemoriServer.Build(new MemoriSettings { DataDirectory = data.FullName }, urls))
        {
            await ServiceStartup.PrepareAsync(app.Services);
            var refused = await Should.ThrowAsync<MemoriException>(() => app.StartAsync());
            (refused.Code, refused.Text.English.Contains("memori keys create", StringComparison.Ordinal), refused.Text.Chinese.Contains("MEMORI_ADMIN_KEY", StringComparison.Ordinal))
                .ShouldBe(("loopback-only", true, true));
        }

        data.Delete(recursive: true);
    }

    [Fact]
    public async Task With_a_key_or_a_key_of_the_settings_it_may_listen_anywhere()
    {
        await using var open = await AccessServer.StartAsync();
        var start = new AccessStart(ListenAddresses.Parse(Everywhere), open.Services.GetRequiredService<Authenticator>());
        await Should.ThrowAsync<MemoriException>(() => start.StartingAsync(default));
        await open.KeyAsync(KeyRole.Admin);
        await start.StartingAsync(default);

        await using var configured = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        await new AccessStart(ListenAddresses.Parse(Everywhere), configured.Services.GetRequiredService<Authenticator>()).StartingAsync(default);
    }

    [Fact]
    public void Settings_that_make_no_sense_together_are_all_named_at_once()
    {
        var settings = new MemoriSettings
        {
            AdminKey = "too short for a key",
            JwtAuthority = new Uri("http://issuer.example"),
            TlsKey = "key.pem",
            CorsOrigins = ["*", "https://app.example.com/", "https://*.example.com", "null", "https://app.example.com"],
            TrustedProxies = ["10.0.0.0/8", "proxy", "::1"],
        };
        var refused = Should.Throw<MemoriException>(() => MemoriServer.Build(settings, MemoriServer.DefaultUrls));
        refused.Code.ShouldBe("invalid-settings");
        AccessSettings.Faults(settings).Count().ShouldBe(9);
        foreach (var name in (string[])["MEMORI_ADMIN_KEY", "MEMORI_JWT_AUDIENCE", "MEMORI_JWT_AUTHORITY must", "MEMORI_TLS_CERTIFICATE", "proxy is none"])
        {
            refused.Text.English.ShouldContain(name);
        }
    }
}
