using System.Text.Json.Nodes;
using RulesRouter.Catalog;

namespace RulesRouter.Gateway.Tests.Dialects.Recorded;

/// <summary>A recorded request, answer or stream of a vendor.</summary>
internal sealed record RecordedCase(string Name, ApiDialect Dialect, JsonNode Meta, string? Request, byte[]? Response, byte[]? Stream)
{
    public int Status => (int?)Meta["http"]?["status"] ?? 200;

    public bool Has(string tag) => Meta["tags"] is JsonArray tags && tags.Any(item => (string?)item == tag);
}
