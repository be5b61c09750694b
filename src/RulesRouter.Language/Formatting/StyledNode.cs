using System.Collections.Immutable;

namespace RulesRouter.Language.Formatting;

/// <summary>A node of a document with its style, which the formatter keeps.</summary>
/// <param name="Start">Offset of the first character, anchor included.</param>
/// <param name="End">Offset after the last character.</param>
/// <param name="Anchor">Empty where there is none.</param>
internal abstract record StyledNode(int Start, int End, string Anchor);

/// <param name="Raw">The characters in the file including quotes, without the anchor; for a block scalar, the header and its lines.</param>
internal sealed record StyledScalar(
    int Start,
    int End,
    string Anchor,
    string Raw,
    string Value,
    ScalarForm Form) : StyledNode(Start, End, Anchor);

internal enum ScalarForm
{
    Plain,
    SingleQuoted,
    DoubleQuoted,

    /// <summary>Introduced by <c>|</c> or <c>&gt;</c>.</summary>
    Block,
}

internal sealed record StyledAlias(int Start, int End, string Name) : StyledNode(Start, End, "");

/// <param name="IsFlow">Written in brackets.</param>
internal sealed record StyledSequence(
    int Start,
    int End,
    string Anchor,
    bool IsFlow,
    ImmutableArray<StyledNode> Items) : StyledNode(Start, End, Anchor);

/// <param name="IsFlow">Written in braces.</param>
internal sealed record StyledMapping(
    int Start,
    int End,
    string Anchor,
    bool IsFlow,
    ImmutableArray<(StyledNode Key, StyledNode Value)> Entries) : StyledNode(Start, End, Anchor);
