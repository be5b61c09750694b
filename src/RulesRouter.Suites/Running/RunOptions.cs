using System.Collections.Immutable;

namespace RulesRouter.Suites.Running;

/// <param name="Parallel">Maximum number of attempts at once; at least 1.</param>
/// <param name="MaxUsd">No attempt starts once this much is spent; those that run are finished. Null for no limit.</param>
internal sealed record RunOptions(ImmutableArray<ModelUnderTest> Models, int Parallel, decimal? MaxUsd);
