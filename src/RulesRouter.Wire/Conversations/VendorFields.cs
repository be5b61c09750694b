using System.Collections.Immutable;

namespace RulesRouter.Wire.Conversations;

/// <summary>The documented fields of all three APIs.</summary>
internal static class VendorFields
{
    /// <summary>First those that a decision depends on, in the order of <see cref="VendorField"/>, then the rest.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        .. Reading.FieldNames.InSnakeCase<VendorField>()
            .With(ChatCompletions.Fields.Concat(Responses.Fields).Concat(AnthropicMessages.Fields)).All,
    ];
}
