using System.Text;
using RulesRouter.Formats;
using RulesRouter.Language;

namespace RulesRouter;

/// <summary>A hash of file contents; unlike a file watcher, it detects a swapped symbolic link.</summary>
internal static class ContentHash
{
    public static string Of(IEnumerable<PolicyFile> files) => Sha256.Digest(files.SelectMany(Parts));

    private static IEnumerable<ReadOnlyMemory<byte>> Parts(PolicyFile file) =>
        [Encoding.UTF8.GetBytes($"{file.Path}\n{file.Content.Length}\n"), file.Content];
}
