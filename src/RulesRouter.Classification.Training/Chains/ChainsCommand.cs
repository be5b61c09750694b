using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>The command <c>rulesrouter evaluate chains</c>: learns chains on one part of past tasks and bills them on another.</summary>
internal static class ChainsCommand
{
    /// <exception cref="OutcomeDataException">The data are malformed or contain no costs.</exception>
    public static ChainsResult Run(ChainsOptions options, IProgress<string>? progress = null)
    {
        var past = OutcomeReader.ReadFile(options.TrainFile);
        var asked = options.TestFile is { } file ? OutcomeReader.ReadFile(file) : [];
        if (options.TestFile is { } test && !asked.Any(row => row.Outcomes.Count > 0 && row.CostUsd.Count > 0))
        {
            throw new OutcomeDataException(test, 0, "no row has both `outcomes` and `costUsd`; a bill needs costs");
        }

        var data = ChainData.Of([.. past, .. asked], options.TrainFile);
        var learnable = ChainData.Of(past, options.TrainFile).Tasks.Length;
        if (options.TestFile is not null)
        {
            var trial = ChainTrial.Run(
                data,
                [.. Enumerable.Range(0, learnable)],
                [.. Enumerable.Range(learnable, data.Tasks.Length - learnable)],
                options);
            return new ChainsResult(
                options,
                data.LeftOut,
                [ChainsMeasurement.Of("trained on one file, billed on another", data, [trial], options.Seed)]);
        }

        return data.Tasks.Length < 2
            ? throw new OutcomeDataException(options.TrainFile, 0, "one task cannot be split; give --test FILE")
            : new ChainsResult(options, data.LeftOut, [.. Halves(data, options, progress), .. GroupsOut(data, options, progress)]);
    }

    private static IEnumerable<ChainsMeasurement> Halves(ChainData data, ChainsOptions options, IProgress<string>? progress)
    {
        var trials = new List<ChainTrial>();
        for (var split = 0; split < options.Splits; split++)
        {
            var order = Enumerable.Range(0, data.Tasks.Length).ToArray();
            new Random((options.Seed * 1_000_003) + split).Shuffle(order);
            trials.Add(ChainTrial.Run(data, order[..(order.Length / 2)], order[(order.Length / 2)..], options));
            if ((split + 1) % 25 == 0)
            {
                progress?.Report($"{split + 1} of {options.Splits} random halves");
            }
        }

        yield return ChainsMeasurement.Of("random halves", data, trials, options.Seed);
    }

    private static IEnumerable<ChainsMeasurement> GroupsOut(ChainData data, ChainsOptions options, IProgress<string>? progress)
    {
        var groups = data.Tasks.Select(task => task.Group).Distinct().Order(StringComparer.Ordinal).ToList();
        if (groups.Count < 2)
        {
            yield break;
        }

        progress?.Report($"{groups.Count} groups left out, one at a time");
        var all = Enumerable.Range(0, data.Tasks.Length).ToList();
        yield return ChainsMeasurement.Of(
            "one group left out at a time",
            data,
            [.. groups.Select(group => ChainTrial.Run(
                data,
                [.. all.Where(index => data.Tasks[index].Group != group)],
                [.. all.Where(index => data.Tasks[index].Group == group)],
                options))],
            options.Seed);
    }
}
