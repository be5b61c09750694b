using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Tests.Access;

public sealed class TlsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tls-").FullName;
    private readonly SmallPolicies policies = new();

    private AccessOptions Options => new()
    {
        CertificatePath = Path.Combine(folder, "cert.pem"),
        CertificateKeyPath = Path.Combine(folder, "key.pem"),
    };

    [Fact]
    public async Task Serves_https_and_takes_a_changed_certificate_for_new_connections()
    {
        Write("first", SelfSigned("first"));
        await using var service = await RunningService.Start(policies.Path, WithTls(Options));

        Assert.Equal("CN=first", await Presented(service.Port));
        Write("second", SelfSigned("second"));
        await RunningService.Until(() => Presented(service.Port), subject => subject == "CN=second");
    }

    [Fact]
    public void Certificate_and_key_that_do_not_belong_together_leave_the_last_good_ones()
    {
        Write("first", SelfSigned("first"));
        var certificates = new TlsCertificates(Options);
        using var other = SelfSigned("other");
        File.WriteAllText(Options.CertificatePath!, other.ExportCertificatePem());

        Assert.False(certificates.Refresh());
        Assert.True(certificates.Refresh());
        Assert.NotNull(certificates.Problem);
        File.WriteAllText(Options.CertificateKeyPath!, other.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Assert.False(certificates.Refresh());
        Assert.True(certificates.Refresh());
        Assert.Null(certificates.Problem);
    }

    [Fact]
    public async Task Client_certificate_of_the_authority_is_needed_where_one_is_named()
    {
        Write("server", SelfSigned("server"));
        using var authority = Authority("authority");
        using var stranger = Authority("stranger");
        File.WriteAllText(Path.Combine(folder, "ca.pem"), authority.ExportCertificatePem());
        await using var service = await RunningService.Start(
            policies.Path,
            WithTls(Options with { ClientAuthorityPath = Path.Combine(folder, "ca.pem") }));
        using var good = IssuedBy(authority, "1.3.6.1.5.5.7.3.2");
        using var server = IssuedBy(authority, "1.3.6.1.5.5.7.3.1");
        using var foreign = IssuedBy(stranger, "1.3.6.1.5.5.7.3.2");

        Assert.Equal(HttpStatusCode.OK, await Status(service.Port, good));
        Assert.Null(await Status(service.Port, null));
        Assert.Null(await Status(service.Port, foreign));
        Assert.Null(await Status(service.Port, server));
    }

    public void Dispose()
    {
        policies.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Func<ServiceOptions, ServiceOptions> WithTls(AccessOptions access) =>
        options => options with { Url = "https://127.0.0.1:0", Access = access };

    private static async Task<string> Presented(int port)
    {
        var subject = "";
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate!.Subject).Length > 0,
            },
        };
        using var client = new HttpClient(handler);
        Assert.Equal("ok", await client.GetStringAsync(new Uri($"https://127.0.0.1:{port}/healthz")));
        return subject;
    }

    /// <summary>Null where the connection is refused.</summary>
    private static async Task<HttpStatusCode?> Status(int port, X509Certificate2? certificate)
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, served, _, _) => served is not null,
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
                ClientCertificates = certificate is null ? null : [certificate],
            },
        };
        using var client = new HttpClient(handler);
        try
        {
            using var response = await client.GetAsync(new Uri($"https://127.0.0.1:{port}/v1/policies"));
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 IssuedBy(X509Certificate2 authority, string use)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3]);
        return issued.CopyWithPrivateKey(key);
    }

    private void Write(string name, X509Certificate2 certificate)
    {
        using (certificate)
        {
            Assert.Equal($"CN={name}", certificate.Subject);
            File.WriteAllText(Options.CertificatePath!, certificate.ExportCertificatePem());
            File.WriteAllText(Options.CertificateKeyPath!, certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        }
    }
}
