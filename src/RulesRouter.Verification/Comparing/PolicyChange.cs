using System.Collections.Immutable;

namespace RulesRouter.Verification.Comparing;

internal enum ChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>A changed part of a policy's document.</summary>
/// <param name="Element">
/// What changed: <c>rule proprietary-code-stays-private</c>, <c>attribute scope</c>, <c>extends</c>, or <c>policy</c> for the whole.
/// </param>
/// <param name="Fields">Changed values; empty if the element was added or removed.</param>
internal sealed record PolicyChange(string Policy, string Element, ChangeKind Kind, ImmutableArray<FieldChange> Fields);

/// <summary>One value inside an element; null if absent.</summary>
/// <param name="Path">Dotted: <c>constrain.dataRetentionDays.max</c>.</param>
/// <param name="Before">As JSON; a string without quotes.</param>
internal sealed record FieldChange(string Path, string? Before, string? After);
