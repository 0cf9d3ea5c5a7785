using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Memori.Server.Configuration;

namespace Memori.Server.Tests.Access.Network;

/// <summary>https with certificates that are made for the test.</summary>
public sealed class HttpsTests : IDisposable
{
    private const string Address = "https://127.0.0.1:0";
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("memori-tls-");

    public void Dispose() => _files.Delete(recursive: true);

    [Theory]
    [InlineData("two files")]
    [InlineData("one file")]
    [InlineData("encrypted key")]
    [InlineData("pfx")]
    public async Task A_certificate_is_read_in_every_usual_form(string form)
    {
        var (certificate, key, password) = Write(form, "memori one");
        await using var server = await AccessServer.StartAsync(settings => settings with { TlsCertificate = certificate, TlsKey = key, TlsPassword = password }, Address);
        using var response = await server.GetAsync("/api/version", ("Host", "localhost"));
        ((int)response.StatusCode).ShouldBe(200);
        response.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem();
        (await SubjectAsync(server)).ShouldBe("CN=memori one");
    }

    [Fact]
    public async Task A_certificate_that_changes_is_served_without_a_start_and_half_a_change_is_waited_out()
    {
        var (certificate, key, _) = Write("two files", "memori one");
        await using var server = await AccessServer.StartAsync(settings => settings with { TlsCertificate = certificate, TlsKey = key }, Address);
        (await SubjectAsync(server)).ShouldBe("CN=memori one");

        var was = await File.ReadAllTextAsync(key!);
        Write("two files", "memori two");
        var next = await File.ReadAllTextAsync(key!);
        await File.WriteAllTextAsync(key!, was);
        Touch(1);
        server.Time.Advance(TimeSpan.FromSeconds(10));
        (await SubjectAsync(server)).ShouldBe("CN=memori one");

        await File.WriteAllTextAsync(key!, next);
        Touch(2);
        (await SubjectAsync(server)).ShouldBe("CN=memori one");
        server.Time.Advance(TimeSpan.FromSeconds(10));
        (await SubjectAsync(server)).ShouldBe("CN=memori two");

        // As a clock that is not asked would: each change has a time of its own.
        void Touch(int minutes)
        {
            foreach (var file in (string[])[certificate, key!])
            {
                File.SetLastWriteTimeUtc(file, server.Time.GetUtcNow().UtcDateTime.AddMinutes(minutes));
            }
        }
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("rubbish")]
    [InlineData("other key")]
    [InlineData("wrong password")]
    public async Task A_certificate_that_cannot_be_used_is_said_at_the_start(string fault)
    {
        var (certificate, key, password) = Write(fault == "wrong password" ? "pfx" : "two files", "memori one");
        switch (fault)
        {
            case "missing": File.Delete(certificate); break;
            case "rubbish": await File.WriteAllTextAsync(certificate, "rubbish"); break;
            case "other key": await File.WriteAllTextAsync(key!, RSA.Create(2048).ExportPkcs8PrivateKeyPem()); break;
            default: password = "another"; break;
        }

        var refused = await Should.ThrowAsync<MemoriException>(() => AccessServer.StartAsync(settings => settings with { TlsCertificate = certificate, TlsKey = key, TlsPassword = password }, Address));
        (refused.Code, refused.Text.Chinese.Contains("MEMORI_TLS_CERTIFICATE", StringComparison.Ordinal)).ShouldBe(("invalid-certificate", true));
    }

    [Fact]
    public void An_https_address_without_a_certificate_is_refused() =>
        Should.Throw<MemoriException>(() => MemoriServer.Build(new MemoriSettings(), Address)).Code.ShouldBe("tls-missing");

    private (string Certificate, string? Key, string? Password) Write(string form, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2060, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var (certificatePath, keyPath) = (Path.Combine(_files.FullName, "certificate"), Path.Combine(_files.FullName, "key"));
        const string password = "secret";
        switch (form)
        {
            case "one file":
                File.WriteAllText(certificatePath, made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
                return (certificatePath, null, null);
            case "pfx":
                File.WriteAllBytes(certificatePath, made.Export(X509ContentType.Pkcs12, password));
                return (certificatePath, null, password);
            case "encrypted key":
                File.WriteAllText(certificatePath, made.ExportCertificatePem());
                File.WriteAllText(keyPath, key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
                return (certificatePath, keyPath, password);
            default:
                File.WriteAllText(certificatePath, made.ExportCertificatePem());
                File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
                return (certificatePath, keyPath, null);
        }
    }

    private static async Task<string> SubjectAsync(AccessServer server)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Client.BaseAddress!.Port);
        await using var tls = new SslStream(client.GetStream(), false, static (_, certificate, _, _) => certificate?.Subject.StartsWith("CN=memori", StringComparison.Ordinal) == true);
        await tls.AuthenticateAsClientAsync("localhost");
        return tls.RemoteCertificate!.Subject;
    }
}
