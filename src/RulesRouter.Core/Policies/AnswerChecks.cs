using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>A selection's <c>checks:</c>: what the gateway checks an answer for before it passes it on.</summary>
/// <param name="Schema">JSON Schema of the answer's text, as JSON; null for none.</param>
/// <param name="Script">Name of a script that takes the answer's text; null for none.</param>
/// <param name="Run">Names of checks that the gateway's operator defines.</param>
/// <param name="IsBuffered">Streams are checked too.</param>
internal sealed record AnswerChecks(string? Schema, string? Script, ImmutableArray<string> Run, bool IsBuffered, SourceSpan Span)
{
    /// <summary>Wherever they are written.</summary>
    public bool Equals(AnswerChecks? other) => other is not null
        && Schema == other.Schema
        && Script == other.Script
        && Run.SequenceEqual(other.Run)
        && IsBuffered == other.IsBuffered;

    public override int GetHashCode() => HashCode.Combine(Schema, Script, Run.Length, IsBuffered);
}
