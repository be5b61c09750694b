using System.Collections.Immutable;
using System.Text.Json;

namespace RulesRouter.Gateway.Checks;

/// <summary>What the rule that selected asks of answers.</summary>
/// <param name="Schema">Of the answer's text; null for none.</param>
/// <param name="Script">Gets the answer's text and returns what is wrong with it; null if nothing is.</param>
/// <param name="Run">Names of checks.</param>
/// <param name="IsBuffered">Streams are checked too: nothing goes out before the answer has passed.</param>
internal sealed record PolicyChecks(
    JsonElement? Schema,
    Func<string, string?>? Script,
    ImmutableArray<string> Run,
    bool IsBuffered);
