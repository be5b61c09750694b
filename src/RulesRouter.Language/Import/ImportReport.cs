using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Formats;

namespace RulesRouter.Language.Import;

/// <summary>The result of an import. Every list is in ordinal order.</summary>
/// <param name="Added">New endpoints.</param>
/// <param name="Changed">Endpoints whose entry changed, with the old and the new values.</param>
/// <param name="Removed">Endpoints that the sources no longer have.</param>
/// <param name="Unusable">Rows that did not become an endpoint, with the reason.</param>
/// <param name="Doubts">Facts left unknown or corrected, with the reason.</param>
/// <param name="Disagreements">Endpoints for which the sources state different prices.</param>
/// <param name="Merges">Models whose endpoints spell them differently, with those endpoints.</param>
/// <param name="DoubtfulPairs">Models that may be one and are kept separate, with the reason.</param>
/// <param name="Patterns">Patterns in policies that match other endpoints than before, with both differences.</param>
internal sealed record ImportReport(
    int Providers,
    int Models,
    int Endpoints,
    ImmutableArray<string> Added,
    ImmutableArray<string> Changed,
    ImmutableArray<string> Removed,
    ImmutableArray<string> Unusable,
    ImmutableArray<string> Doubts,
    ImmutableArray<string> Disagreements,
    ImmutableArray<string> Merges,
    ImmutableArray<string> DoubtfulPairs,
    ImmutableArray<string> Patterns)
{
    public void WriteJson(TextWriter to) => to.WriteLine(JsonSerializer.Serialize(this, JsonFormats.Indented));

    public void WriteHuman(TextWriter to)
    {
        to.WriteLine($"{Providers} providers, {Models} models, {Endpoints} endpoints");
        Write(to, "added", Added);
        Write(to, "changed", Changed);
        Write(to, "removed", Removed);
        Write(to, "not imported", Unusable);
        Write(to, "unknown or corrected", Doubts);
        Write(to, "sources disagree", Disagreements);
        Write(to, "merged: one model, spelled differently", Merges);
        Write(to, "doubtful pairs, kept separate", DoubtfulPairs);
        Write(to, "policy patterns whose matches change", Patterns);
    }

    private static void Write(TextWriter to, string title, ImmutableArray<string> lines)
    {
        to.WriteLine($"{title}: {lines.Length}");
        foreach (var line in lines)
        {
            to.WriteLine($"  {line}");
        }
    }
}
