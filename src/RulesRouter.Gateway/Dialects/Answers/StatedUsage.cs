using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Usage of bodies that are no answer of a model, such as vectors or a compacted conversation.</summary>
internal static class StatedUsage
{
    /// <summary>Null if the body states none.</summary>
    public static TokenUsage? Of(ReadOnlyMemory<byte> body)
    {
        using var document = Parsing.Object(body);
        var usage = document?.RootElement.Field("usage") ?? default;
        return usage.Integer("input_tokens") is not null ? ResponsesUsage.Read(usage)
            : usage.Integer("prompt_tokens") is not null ? ChatUsage.Read(usage)
            : null;
    }
}
