using RulesRouter.Cli.Exits;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Cli.Commands;

/// <summary>The files of keys and certificates of <c>serve</c>, and what it says about access at the start.</summary>
internal static class ServeAccess
{
    /// <summary>False after printing the errors of the file of keys.</summary>
    /// <exception cref="UserError">A file cannot be read, or a certificate cannot be used.</exception>
    public static bool Check(AccessOptions access, TextWriter error)
    {
        UnreadablePath.Check(access.CertificatePath, access.CertificateKeyPath, access.ClientAuthorityPath);
        if (access.CertificatePath is { } certificate)
        {
            try
            {
                _ = new TlsCertificates(access);
            }
            catch (IOException exception)
            {
                throw new UserError($"the certificate `{certificate}` cannot be used: {exception.Message.TrimEnd('.')}");
            }
        }

        return access.KeysPath is not { } keys || KeyFile.Read(keys, error) is not null;
    }

    public static void Greet(ServiceOptions options, TextWriter output)
    {
        var access = options.Access;
        output.WriteLine(
            access.NeedsCredential ? $"callers need {CredentialsOf(access)}"
            : access.Insecure ? "--insecure: everyone who reaches this address may call the service, except administrative calls"
            : "callers need no credential: every program on this machine may call the service");
    }

    private static string CredentialsOf(AccessOptions access) => (access.KeysPath, access.OidcIssuer) switch
    {
        (null, _) => "a token",
        (_, null) => "an API key",
        _ => "an API key or a token",
    };
}
