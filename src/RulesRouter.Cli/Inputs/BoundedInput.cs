using System.Text;
using RulesRouter.Cli.Exits;

namespace RulesRouter.Cli.Inputs;

/// <summary>Reads a file or standard input up to a maximum size, because a device or a runaway pipe never ends.</summary>
internal static class BoundedInput
{
    /// <summary>Bytes or characters; far above what the service accepts.</summary>
    private const int MaxLength = 64 * 1024 * 1024;

    /// <param name="path">A file, or <c>-</c> for standard input.</param>
    /// <exception cref="UserError">It cannot be read, or is too large.</exception>
    public static byte[] Read(string path, TextReader input)
    {
        try
        {
            return path == "-" ? Encoding.UTF8.GetBytes(ReadAll(input)) : ReadAll(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw UnreadablePath.Error(path, exception);
        }
    }

    private static byte[] ReadAll(string path)
    {
        using var file = File.OpenRead(path);
        using var read = new MemoryStream();
        var part = new byte[81_920];
        int count;
        while ((count = file.Read(part)) > 0)
        {
            Bound(path, read.Length + count);
            read.Write(part, 0, count);
        }

        return read.ToArray();
    }

    private static string ReadAll(TextReader input)
    {
        var read = new StringBuilder();
        var part = new char[81_920];
        int count;
        while ((count = input.Read(part)) > 0)
        {
            Bound("-", read.Length + count);
            read.Append(part, 0, count);
        }

        return read.ToString();
    }

    private static void Bound(string path, long length)
    {
        if (length > MaxLength)
        {
            throw new UserError($"`{path}` is larger than the maximum of {MaxLength / 1024 / 1024} MB");
        }
    }
}
