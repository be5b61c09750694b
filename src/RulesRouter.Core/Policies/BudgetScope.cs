using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Requests;

namespace RulesRouter.Policies;

/// <summary>Which part of a budget a request draws on.</summary>
/// <param name="Key">
/// Budget, window and values of the attributes, the same on every instance; null if a value is missing.
/// </param>
/// <param name="Values">The values of the attributes and, for a session, its id; separated by commas.</param>
/// <param name="Missing">What is missing, in words; empty if nothing is.</param>
/// <param name="Until">The end of the window (exclusive); null for a session.</param>
internal sealed record BudgetScope(BudgetDeclaration Budget, string? Key, string Values, string Missing, DateTimeOffset? Until)
{
    /// <param name="declared">The attributes of the policy.</param>
    public static BudgetScope Of(
        BudgetDeclaration budget,
        IEnumerable<AttributeDeclaration> declared,
        DecisionRequest request,
        DateTimeOffset at)
    {
        var (start, until) = budget.WindowAt(at);
        var values = ImmutableArray.CreateBuilder<string>(budget.Per.Length + 1);
        foreach (var attribute in budget.Per)
        {
            if (CredentialAttribute.ValueOf(attribute.Name, declared, request) is not { } value)
            {
                return new BudgetScope(budget, null, "", $"attribute `{attribute.Name}`", until);
            }

            values.Add(value);
        }

        if (budget.Window == BudgetWindow.Session)
        {
            if (request.Session?.Id is not { } session)
            {
                return new BudgetScope(budget, null, "", "`session.id`", until);
            }

            values.Add(session);
        }

        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{budget.QualifiedId}|{start.ToUnixTimeSeconds()}|{string.Join('|', values.Select(Escaped))}");
        return new BudgetScope(budget, key, string.Join(", ", values), "", until);
    }

    private static string Escaped(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal);
}
