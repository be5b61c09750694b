using System.Security.Cryptography;
using System.Text;
using RulesRouter.Language;

namespace RulesRouter;

/// <summary>A hash of file contents; unlike a file watcher, it detects a swapped symbolic link.</summary>
internal static class ContentHash
{
    public static string Of(IEnumerable<PolicyFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\n{file.Content.Length}\n"));
            hash.AppendData(file.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
