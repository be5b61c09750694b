using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Language.Checks;

/// <summary>
/// Budgets are declared once among all layers of a policy, for attributes that callers cannot set, and nothing else is named as their
/// facts.
/// </summary>
internal sealed class BudgetCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            var visible = PolicyLayers.AncestorsOf(policies, policy);
            foreach (var (budget, attribute) in policy.Budgets.SelectMany(budget => budget.Per.Select(attribute => (budget, attribute))))
            {
                CheckAttribute(budget, attribute, [.. visible.SelectMany(layer => layer.Attributes)], diagnostics);
            }

            var layers = PolicyLayers.Of(policies, policy);
            CheckOnce(layers, diagnostics);
            CheckName(policy, layers, diagnostics);
        }
    }

    private static void CheckAttribute(
        BudgetDeclaration budget,
        AttributeReference reference,
        IReadOnlyCollection<AttributeDeclaration> declared,
        DiagnosticBag diagnostics)
    {
        if (declared.FirstOrDefault(one => one.Name == reference.Name) is not { } attribute)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadBudget,
                reference.Span,
                $"budget `{budget.Id}` is per unknown attribute `{reference.Name}`",
                Suggestion.DidYouMean(
                    reference.Name,
                    declared.Where(one => one.From != Provenance.Caller).Select(one => one.Name),
                    "declare it under `attributes`, with `source: key` or `source: service`"));
        }
        else if (attribute.From == Provenance.Caller)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadBudget,
                reference.Span,
                $"budget `{budget.Id}` is per `{attribute.Name}`, which callers set: another value would be another budget",
                $"declare `{attribute.Name}` with `source: key` or `source: service`");
        }
    }

    private static void CheckOnce(PolicyLayers layers, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, BudgetDeclaration>(StringComparer.Ordinal);
        foreach (var budget in layers.Budgets())
        {
            if (!seen.TryAdd(budget.Id, budget) && seen[budget.Id].Span != budget.Span)
            {
                diagnostics.Add(
                    DeclarationDiagnostics.BadBudget,
                    budget.Span,
                    $"duplicate budget `{budget.Id}`, already declared by `{seen[budget.Id].Policy}`",
                    $"the first is at {seen[budget.Id].Span}; a policy can add budgets under other ids, not change an inherited one");
            }
        }
    }

    private static void CheckName(RoutingPolicy policy, PolicyLayers layers, DiagnosticBag diagnostics)
    {
        if (layers.Budgets().FirstOrDefault() is not { } budget)
        {
            return;
        }

        var names = policy.Attributes.Select(attribute => (attribute.Name, attribute.Span))
            .Concat(policy.Lets.Select(let => (let.Name, let.Span)))
            .Concat(policy.Clocks.Select(clock => (clock.Name, clock.Span)));
        foreach (var (_, span) in names.Where(name => name.Name == BudgetDeclaration.Group))
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadBudget,
                span,
                $"`{BudgetDeclaration.Group}` is the name of the facts of budgets, such as `{budget.ShareName}`",
                "choose another name");
        }
    }
}
