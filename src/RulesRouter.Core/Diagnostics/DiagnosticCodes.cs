using System.Collections.Immutable;

namespace RulesRouter.Diagnostics;

/// <summary>The catalogue of diagnostics: every code that RulesRouter reports, ordered by id.</summary>
internal static class DiagnosticCodes
{
    public static ImmutableArray<DiagnosticCode> All { get; } =
    [
        .. new[]
        {
            YamlDiagnostics.All,
            SchemaDiagnostics.All,
            PolicyDiagnostics.All,
            DeclarationDiagnostics.All,
            CatalogDiagnostics.All,
            ExpressionDiagnostics.All,
            ScriptDiagnostics.All,
            WaiverDiagnostics.All,
            SuiteDiagnostics.All,
            ProofDiagnostics.All,
            FindingDiagnostics.All,
            RouterDiagnostics.All,
        }.SelectMany(topic => topic).OrderBy(code => code.Id, StringComparer.Ordinal),
    ];

    /// <summary>Null where no diagnostic has that code. Case does not matter.</summary>
    public static DiagnosticCode? Find(string id) =>
        All.FirstOrDefault(code => string.Equals(code.Id, id, StringComparison.OrdinalIgnoreCase));
}
