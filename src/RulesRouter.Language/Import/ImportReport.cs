using System.Collections.Immutable;
using System.Text.Json;

namespace RulesRouter.Language.Import;

/// <summary>What an import did. Every list is in ordinal order.</summary>
/// <param name="Added">Endpoints the catalog did not have.</param>
/// <param name="Changed">Endpoints whose entry differs from before, and how.</param>
/// <param name="Removed">Endpoints the sources no longer have.</param>
/// <param name="Unusable">Rows that became no endpoint, with the reason.</param>
/// <param name="Doubts">Facts left unknown or corrected, with the reason.</param>
/// <param name="Disagreements">Where the sources state different prices.</param>
public sealed record ImportReport(
    int Providers,
    int Models,
    int Endpoints,
    ImmutableArray<string> Added,
    ImmutableArray<string> Changed,
    ImmutableArray<string> Removed,
    ImmutableArray<string> Unusable,
    ImmutableArray<string> Doubts,
    ImmutableArray<string> Disagreements)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public void WriteJson(TextWriter to) => to.WriteLine(JsonSerializer.Serialize(this, Indented));

    public void WriteHuman(TextWriter to)
    {
        to.WriteLine($"{Providers} providers, {Models} models, {Endpoints} endpoints");
        Write(to, "added", Added);
        Write(to, "changed", Changed);
        Write(to, "removed", Removed);
        Write(to, "could not use", Unusable);
        Write(to, "left unknown or corrected", Doubts);
        Write(to, "where the sources disagree", Disagreements);
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
