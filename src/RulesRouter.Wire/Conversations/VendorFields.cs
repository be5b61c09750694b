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

    /// <summary>Null for a field that no decision depends on.</summary>
    public static VendorField? Find(string name) =>
        All.IndexOf(name) is var index && index >= 0 && index < Enum.GetValues<VendorField>().Length ? (VendorField)index : null;
}
