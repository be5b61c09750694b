using System.Text.Json;

namespace RulesRouter.Wire.Tests.Conversations;

/// <summary>
/// Recorded bodies of clients that are not part of the repository: beside it in <c>shared</c>, or where RULESROUTER_SHARED says.
/// </summary>
internal static class SharedBodies
{
    public static string? Folder { get; } = Find();

    /// <summary>The bodies of requests to one of the three APIs.</summary>
    public static IEnumerable<string> Requests() => Directory
        .GetFiles(Folder!, "request.json", SearchOption.AllDirectories)
        .Where(file =>
        {
            using var meta = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "meta.json")));
            return meta.RootElement.GetProperty("format").GetString() is "chat" or "responses" or "messages";
        })
        .Order(StringComparer.Ordinal);

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("RULESROUTER_SHARED");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var bodies = Path.Combine(named ?? Path.Combine(at.FullName, "shared"), "wire", "open");
            if (Directory.Exists(bodies))
            {
                return bodies;
            }
        }

        return null;
    }
}
