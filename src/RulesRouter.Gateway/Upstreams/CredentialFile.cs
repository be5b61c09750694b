using System.Collections.Immutable;

namespace RulesRouter.Gateway.Upstreams;

/// <summary>
/// A file of lines <c>provider=credential</c>; blank lines and lines that start with <c>#</c> are skipped. No error shows a credential.
/// </summary>
internal static class CredentialFile
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="FormatException">A line has another form, or names a provider again.</exception>
    public static ImmutableDictionary<string, string> Read(string path)
    {
        var found = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (line, number) in File.ReadLines(path).Select((line, index) => (line.Trim(), index + 1)))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cut = line.IndexOf('=', StringComparison.Ordinal);
            if (cut <= 0 || cut == line.Length - 1 || line.Any(char.IsControl))
            {
                throw new FormatException($"{path}:{number}: expected provider=credential");
            }

            if (!found.TryAdd(line[..cut].Trim(), line[(cut + 1)..].Trim()))
            {
                throw new FormatException($"{path}:{number}: duplicate provider `{line[..cut].Trim()}`");
            }
        }

        return found.ToImmutable();
    }
}
