namespace RulesRouter.Policies;

/// <summary>A row of the constraint table.</summary>
/// <param name="Name">As reported, facet included: <c>dataRetentionDays.max</c>; unique.</param>
/// <param name="Key">The path under <c>constrain:</c> without the facet: <c>price.outputPerMTok</c>.</param>
/// <param name="Facet">The key of the value below <paramref name="Key"/> (<c>max, min, allow, forbid</c>), or empty where the value stands there itself.</param>
/// <param name="Unit">Of the number, or what the names are.</param>
/// <param name="IsCompliance">Derived facts may not decide it unless the rule says <c>allowDerived</c>.</param>
/// <param name="Description">What is held against the value, for the reference and editors.</param>
public sealed record ConstraintDefinition(
    string Name,
    string Key,
    string Facet,
    ConstraintKind Kind,
    string Unit,
    bool IsCompliance,
    string Description)
{
    /// <summary>Names are wildcards over endpoint, model or provider ids.</summary>
    public bool TakesPatterns { get; init; }

    /// <summary>Its row in the table, set when the table is made.</summary>
    internal int Place { get; set; } = -1;

    public bool IsNumeric => Kind is ConstraintKind.UpperBound or ConstraintKind.LowerBound;

    public bool IsBoolean => Kind is ConstraintKind.Permission or ConstraintKind.Requirement;

    public string UnknownMeans => Kind == ConstraintKind.ForbiddenSet
        ? "an endpoint whose fact is unknown satisfies it only if the fact is known to differ"
        : "an endpoint whose fact is unknown does not satisfy it";
}
