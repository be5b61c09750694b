using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Facts;

/// <summary>Builds the facts that a policy's rules read, from request, classification and defaults.</summary>
internal sealed class FactsBuilder(CompiledPolicy policy)
{
    private readonly RequestFacts facts = new(policy.Schema) { Scripts = policy.ScriptRunner };

    /// <param name="at">The time that the policy's clocks read.</param>
    public RequestFacts Build(
        DecisionRequest request,
        Classification classification,
        DateTimeOffset at,
        RouterState state,
        ImmutableArray<RequestError>.Builder errors)
    {
        foreach (var fact in FixedFacts.All)
        {
            if (fact.IsOnDemand && !policy.Reads.Contains(fact))
            {
                continue;
            }

            var (value, from) = fact.Read(request, classification);
            facts.Set(fact, value, from);
        }

        SetTextTests(request);
        SetIntent(request);
        SetClocks(at);
        SetBudgets(request, at, state);
        new AttributeReader(policy, facts, state, errors).Read(request);
        return facts;
    }

    /// <summary>Of the text, or as they were recorded. Without either they are unknown.</summary>
    private void SetTextTests(DecisionRequest request)
    {
        foreach (var (search, slot) in policy.TextTests)
        {
            if (RequestTextParts.Are(request))
            {
                facts.Set(slot, FactValue.Of(search.Passes(request)), Provenance.Derived);
            }
            else if (request.Measured?.Tests.TryGetValue(search.Test.Name, out var passed) == true)
            {
                facts.Set(slot, FactValue.Of(passed), Provenance.Derived);
            }
        }
    }

    private void SetBudgets(DecisionRequest request, DateTimeOffset at, RouterState state)
    {
        var budgets = BudgetReading.Of(policy, request, at, state);
        for (var index = 0; index < budgets.Length; index++)
        {
            var (_, share, remaining) = policy.Budgets[index];
            facts.Set(share, FactValue.Of(budgets[index].Share), Provenance.State);
            facts.Set(remaining, FactValue.Of(budgets[index].Remaining), Provenance.State);
        }
    }

    /// <summary>Of the text, or as it was recorded, unless the policy no longer declares that intent.</summary>
    private void SetIntent(DecisionRequest request)
    {
        if (policy.Intents is not { } intents)
        {
            return;
        }

        var name = RequestTextParts.Are(request) ? intents.Of(request) : request.Measured?.Intent;
        if (name is not null && policy.Schema[intents.Slot].Values.Contains(name))
        {
            facts.Set(intents.Slot, FactValue.Of(name), Provenance.Derived);
        }
    }

    private void SetClocks(DateTimeOffset at)
    {
        foreach (var (clock, first) in policy.Clocks)
        {
            var parts = clock.ReadAt(at);
            for (var part = 0; part < parts.Length; part++)
            {
                facts.Set(new FactSlot(first.Index + part), parts[part], Provenance.Service);
            }
        }
    }
}
