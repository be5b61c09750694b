using System.Diagnostics;
using System.Text;
using LibGit2Sharp;

namespace RulesRouter.Service.Git;

/// <summary>
/// Checks that a commit is signed by one of the allowed signers: an SSH signature by <c>ssh-keygen</c> with a file of allowed signers, an
/// OpenPGP signature by <c>gpgv</c> with a keyring.
/// </summary>
/// <param name="file">Of allowed signers, or a keyring.</param>
internal sealed class CommitSigners(string file)
{
    private const string SshBegin = "-----BEGIN SSH SIGNATURE-----";
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    /// <summary>Why the commit is rejected; null for a valid signature of an allowed signer.</summary>
    public string? Reject(Repository repository, Commit commit)
    {
        if (Signed(repository, commit) is not { } signed)
        {
            return "it is not signed";
        }

        var folder = Directory.CreateTempSubdirectory("rulesrouter-signature-");
        try
        {
            var (signature, data) = (Path.Combine(folder.FullName, "signature"), Path.Combine(folder.FullName, "data"));
            File.WriteAllText(signature, signed.Signature);
            File.WriteAllText(data, signed.SignedData, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return signed.Signature.StartsWith(SshBegin, StringComparison.Ordinal)
                ? RejectSsh(signature, data)
                : Run("gpgv", ["--keyring", Path.GetFullPath(file), signature, data], null).Failure;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string? RejectSsh(string signature, string data)
    {
        var (principals, failure) = Run("ssh-keygen", ["-Y", "find-principals", "-s", signature, "-f", file], null);
        return failure ?? Run(
            "ssh-keygen",
            ["-Y", "verify", "-f", file, "-I", principals.Split('\n')[0].Trim(), "-n", "git", "-s", signature],
            data).Failure;
    }

    private static SignatureInfo? Signed(Repository repository, Commit commit)
    {
        try
        {
            return Commit.ExtractSignature(repository, commit.Id) is { Signature.Length: > 0 } signed ? signed : null;
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    /// <param name="input">File that the program reads; null for none.</param>
    private static (string Output, string? Failure) Run(string program, string[] arguments, string? input)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using (var to = process.StandardInput.BaseStream)
            {
                if (input is not null)
                {
                    using var from = File.OpenRead(input);
                    from.CopyTo(to);
                }
            }

            if (!process.WaitForExit(MaxTime))
            {
                process.Kill(entireProcessTree: true);
                return ("", $"`{program}` did not end within {MaxTime.TotalSeconds:0} s");
            }

            return process.ExitCode == 0
                ? (output.Result, null)
                : ("", $"its signature is not of an allowed signer ({program}: {LastLine(error.Result + "\n" + output.Result)})");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ("", $"its signature cannot be checked, because `{program}` is not installed");
        }
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no message";
}
