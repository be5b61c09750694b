using System.Security.Cryptography;
using System.Text;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Recording;

/// <summary>The key that signs decision ids: 64 hexadecimal digits in a file that only its owner can read.</summary>
/// <param name="Bytes">32 bytes.</param>
internal sealed record DecisionKey(byte[] Bytes)
{
    private const int Size = 32;

    /// <summary>
    /// The key in the file of the setting, else beside the record, else beside the outcome store; created where it is missing. Without any
    /// of them, a key for this process.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read or created, or holds something else.</exception>
    public static DecisionKey Of(ServiceOptions options)
    {
        var path = options.DecisionKeyPath
            ?? (options.RecordPath is { } record ? new RecordLayout(record).KeyPath : null)
            ?? (options.OutcomesPath is { } outcomes && !outcomes.Contains("://", StringComparison.Ordinal) ? outcomes + ".key" : null);
        return path is null ? new DecisionKey(RandomNumberGenerator.GetBytes(Size)) : Read(path);
    }

    private static DecisionKey Read(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        var text = File.ReadAllText(path).Trim();
        return text.Length == 2 * Size && text.All(char.IsAsciiHexDigit)
            ? new DecisionKey(Convert.FromHexString(text))
            : throw new IOException(
                $"`{path}` must hold the key of decision ids, {2 * Size} hexadecimal digits; delete it for a new key, which ends reports about earlier decisions that the outcome store does not know");
    }

    /// <summary>Another instance may create it at the same time: the first one counts.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var settings = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(unfinished, settings))
        {
            file.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(2 * Size, lowercase: true) + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }
}
