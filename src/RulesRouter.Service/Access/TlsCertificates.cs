using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Access;

/// <summary>
/// The certificate of the service and the authorities of client certificates, reloaded when their files change. Files that do not belong
/// together or cannot be read leave the last good ones in use.
/// </summary>
internal sealed class TlsCertificates
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly AccessOptions options;
    private volatile Loaded current;
    private string seen;
    private string loaded;

    /// <param name="options">With a certificate and a key.</param>
    /// <exception cref="IOException">A file cannot be read, or its content cannot be used.</exception>
    public TlsCertificates(AccessOptions options)
    {
        this.options = options;
        try
        {
            loaded = seen = Content();
            current = Load();
        }
        catch (Exception exception) when (exception is CryptographicException or UnauthorizedAccessException)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    /// <summary>Why the files' last version is not in use; null if it is.</summary>
    public string? Problem { get; private set; }

    public void Configure(HttpsConnectionAdapterOptions https)
    {
        https.ServerCertificateSelector = (_, _) => current.Context.TargetCertificate;
        https.OnAuthenticate = (_, connection) =>
        {
            connection.ServerCertificateSelectionCallback = null;
            connection.ServerCertificateContext = current.Context;
        };
        if (options.ClientAuthorityPath is not null)
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => IsOfAuthority(certificate);
        }
    }

    /// <summary>Reads the files, and uses them if they had the same content before. One caller. True if something changed.</summary>
    public bool Refresh()
    {
        try
        {
            var content = Content();
            var isSettled = content == seen;
            seen = content;
            if (!isSettled || (content == loaded && Problem is null))
            {
                return false;
            }

            current = Load();
            loaded = content;
            Problem = null;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            var isNew = Problem != exception.Message;
            Problem = exception.Message;
            return isNew;
        }
    }

    private bool IsOfAuthority(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(current.Authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(certificate);
    }

    private string Content()
    {
        string?[] paths = [options.CertificatePath, options.CertificateKeyPath, options.ClientAuthorityPath];
        return string.Join('\n', paths.OfType<string>().Select(File.ReadAllText));
    }

    private Loaded Load()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.CertificatePath!);
        var certificate = X509Certificate2.CreateFromPemFile(options.CertificatePath!, options.CertificateKeyPath);
        if (OperatingSystem.IsWindows())
        {
            // The system's TLS takes no key that exists in memory only.
            certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }

        var authorities = new X509Certificate2Collection();
        if (options.ClientAuthorityPath is { } path)
        {
            authorities.ImportFromPemFile(path);
        }

        return new Loaded(
            SslStreamCertificateContext.Create(certificate, [.. chain.Skip(1)], offline: true),
            authorities);
    }

    private sealed record Loaded(SslStreamCertificateContext Context, X509Certificate2Collection Authorities);
}
