using System.Collections.Immutable;
using RulesRouter.Access;
using RulesRouter.Cli.Exits;
using RulesRouter.Diagnostics;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Language.Access;

namespace RulesRouter.Cli.Commands;

/// <summary>Reads and replaces a file of API keys.</summary>
internal static class KeyFile
{
    /// <summary>Null after printing the errors of the file.</summary>
    /// <exception cref="UserError">The file cannot be read.</exception>
    public static ImmutableArray<ApiKey>? Read(string path, TextWriter error)
    {
        var diagnostics = new DiagnosticBag();
        ImmutableArray<ApiKey> keys;
        try
        {
            keys = ApiKeyFile.Read(path, diagnostics);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw UnreadablePath.Error(path, exception);
        }

        FindingRenderer.Write(error, diagnostics.Sorted(), FindingFormat.Human);
        return diagnostics.HasErrors ? null : keys;
    }

    /// <summary>
    /// Replaces the file as a whole, so that a running service never reads half of it. Another `rulesrouter keys` waits its turn. Null, or
    /// the exit code after printing the errors of the file.
    /// </summary>
    /// <exception cref="UserError">The file cannot be read or written, or the change is not possible.</exception>
    public static int? Change(
        string path,
        bool mayBeMissing,
        TextWriter error,
        Func<ImmutableArray<ApiKey>, ImmutableArray<ApiKey>> change)
    {
        try
        {
            // Of a link, the file that it leads to.
            var target = (File.Exists(path) ? new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName : null) ?? path;
            using var turn = Locked(target + ".lock");
            var read = mayBeMissing && !File.Exists(target) ? [] : Read(path, error);
            if (read is not { } keys)
            {
                return ExitCode.Findings;
            }

            var changed = $"{target}.new";
            File.Delete(changed);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = File.Exists(target)
                    ? File.GetUnixFileMode(target)
                    : UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(changed, options))
            {
                writer.Write(ApiKeyFileWriter.Write(change(keys)));
            }

            File.Move(changed, target, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"`{path}` cannot be written: {exception.Message.TrimEnd('.')}");
        }
    }

    private static FileStream Locked(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (attempt < 50)
            {
                Thread.Sleep(100);
            }
        }
    }
}
