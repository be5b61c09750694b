using RulesRouter.Suites.Sandboxing;

namespace RulesRouter.Suites.Running;

/// <summary>What attempts are made with.</summary>
/// <param name="PriceOf">Dollars of a call by endpoint id and tokens; null where a price is unknown.</param>
/// <param name="Clock">Says when an attempt ended.</param>
internal sealed record AttemptTools(Sandbox Sandbox, ChatApi Api, Func<string, Answer, decimal?> PriceOf, TimeProvider Clock);
