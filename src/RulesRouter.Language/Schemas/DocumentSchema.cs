using System.Collections.Concurrent;
using NJsonSchema;

namespace RulesRouter.Language.Schemas;

/// <summary>The JSON Schemas embedded in this assembly, the files of schemas/.</summary>
internal static class DocumentSchema
{
    private static readonly ConcurrentDictionary<string, Lazy<JsonSchema>> Parsed = new(StringComparer.Ordinal);

    /// <summary>File names without <c>.schema.json</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(DocumentSchema).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    private const string Suffix = ".schema.json";

    /// <exception cref="ArgumentException">No schema has that name.</exception>
    public static string TextOf(string name)
    {
        using var stream = typeof(DocumentSchema).Assembly.GetManifestResourceStream(name + Suffix)
            ?? throw new ArgumentException($"unknown schema `{name}`; there are {string.Join(", ", Names)}");
        return new StreamReader(stream).ReadToEnd();
    }

    internal static JsonSchema Parse(string name) =>
        Parsed.GetOrAdd(name, key => new Lazy<JsonSchema>(() => JsonSchema.FromJsonAsync(TextOf(key)).GetAwaiter().GetResult())).Value;
}
