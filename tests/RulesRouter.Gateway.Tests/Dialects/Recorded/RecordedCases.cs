using System.Text.Json.Nodes;
using RulesRouter.Catalog;

namespace RulesRouter.Gateway.Tests.Dialects.Recorded;

/// <summary>
/// Recorded bodies of vendors that are not part of the repository: beside it in <c>shared</c>, or where RULESROUTER_SHARED says.
/// </summary>
internal static class RecordedCases
{
    public static string? Folder { get; } = Find();

    public static IReadOnlyList<RecordedCase> All { get; } = [.. Read()];

    private static IEnumerable<RecordedCase> Read()
    {
        string[] metas = Folder is null ? [] : Directory.GetFiles(Folder, "meta.json", SearchOption.AllDirectories);
        foreach (var file in metas.Order(StringComparer.Ordinal))
        {
            var folder = Path.GetDirectoryName(file)!;
            var meta = JsonNode.Parse(File.ReadAllText(file))!;
            ApiDialect? dialect = (string?)meta["format"] switch
            {
                "chat" => ApiDialect.OpenaiChat,
                "responses" => ApiDialect.OpenaiResponses,
                "messages" => ApiDialect.AnthropicMessages,
                _ => null,
            };
            if (dialect is { } known && !folder.Contains("count", StringComparison.Ordinal))
            {
                yield return new RecordedCase(
                    Path.GetRelativePath(Folder!, folder),
                    known,
                    meta,
                    Bytes("request.json") is { } request ? System.Text.Encoding.UTF8.GetString(request) : null,
                    Bytes("response.json") ?? Bytes("response.body"),
                    Bytes("stream.sse"));
            }

            byte[]? Bytes(string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllBytes(Path.Combine(folder, name)) : null;
        }
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("RULESROUTER_SHARED");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var cases = Path.Combine(named ?? Path.Combine(at.FullName, "shared"), "wire", "open");
            if (Directory.Exists(cases))
            {
                return cases;
            }
        }

        return null;
    }
}
