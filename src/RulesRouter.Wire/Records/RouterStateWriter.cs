using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Records;

/// <summary>Writes what a decision used of budgets, endpoints and the session.</summary>
internal static class RouterStateWriter
{
    public static void Write(CompactJson json, RouterState state)
    {
        if (!state.Down.IsEmpty)
        {
            json.Strings("down"u8, state.Down);
        }

        WriteSessionAttributes(json, state.SessionAttributes);
        if (state.Callable is { } callable)
        {
            json.Strings("callable"u8, callable);
        }

        if (state.Learned is { Epoch: > 0 and var epoch })
        {
            json.Number("learnedEpoch"u8, epoch);
        }

        WriteBudgets(json, state.Budgets);
        WriteEndpointStates(json, state);
    }

    private static void WriteBudgets(CompactJson json, ImmutableSortedDictionary<string, BudgetState> budgets)
    {
        if (budgets.IsEmpty)
        {
            return;
        }

        json.StartObject("budgets"u8);
        foreach (var (id, state) in budgets)
        {
            json.Name(id);
            json.StartObject();
            json.Optional("spent"u8, state.Spent > 0 ? state.Spent : null);
            json.Optional("reserved"u8, state.Reserved > 0 ? state.Reserved : null);
            json.Optional("lost"u8, state.IsLost ? true : null);
            json.EndObject();
        }

        json.EndObject();
    }

    private static void WriteEndpointStates(CompactJson json, RouterState state)
    {
        if (!state.Excluded.IsEmpty)
        {
            json.StartObject("excluded"u8);
            foreach (var (id, reason) in state.Excluded)
            {
                json.Name(id);
                json.String(reason);
            }

            json.EndObject();
        }

        if (!state.Latencies.IsEmpty)
        {
            json.StartObject("latencies"u8);
            foreach (var (id, measured) in state.Latencies)
            {
                json.Name(id);
                json.StartObject();
                json.Optional("ttftP50Ms"u8, measured.TtftP50Ms);
                json.Optional("ttftP99Ms"u8, measured.TtftP99Ms);
                json.Optional("tokensPerSecondP50"u8, measured.TokensPerSecondP50);
                json.Optional("tokensPerSecondP1"u8, measured.TokensPerSecondP1);
                json.EndObject();
            }

            json.EndObject();
        }
    }

    private static void WriteSessionAttributes(CompactJson json, ImmutableSortedDictionary<string, string> attributes)
    {
        if (attributes.IsEmpty)
        {
            return;
        }

        json.StartObject("sessionAttributes"u8);
        foreach (var (name, value) in attributes)
        {
            json.Name(name);
            json.String(value);
        }

        json.EndObject();
    }
}
