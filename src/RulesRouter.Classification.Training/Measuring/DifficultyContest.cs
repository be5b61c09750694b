using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>
/// Whether heads of difficulty and success may ship: with each family of data sets left out they must rank no worse than the length of the
/// prompt and than the mean of its task, over all pairs and over those of each domain. The pairs are those that
/// <see cref="PairChoice"/> chooses by itself.
/// </summary>
/// <param name="All">Over all pairs.</param>
/// <param name="ByDomain">A data set of several domains counts in each of them, with the rows of that domain.</param>
internal sealed record DifficultyContest(ContestFigures All, IReadOnlyList<ContestFigures> ByDomain)
{
    public const int Replicates = 500;

    /// <summary>Nothing ships where the artefact as a whole loses.</summary>
    public bool Ships(Domain domain) =>
        All.IsNoWorse && ByDomain.Any(figures => figures.Name == Domains.NameOf(domain) && figures.IsNoWorse);

    /// <param name="rows">Training rows; each family is tested by heads that learned from the others.</param>
    public static DifficultyContest Run(IReadOnlyList<OutcomeRow> rows, int seed, IProgress<string>? progress)
    {
        var known = rows.Where(row => row.Outcomes.Count > 0).ToList();
        var asked = EvaluateCommand.AskedOf(known, PairChoice.Of(known, []), seed);
        return Of(asked, [.. FamiliesLeftOut.Measure(asked, rows, Replicates, seed, progress)], Replicates, seed);
    }

    /// <param name="asked">With the scores of <see cref="FamiliesLeftOut"/>.</param>
    /// <param name="measured">One for each of them.</param>
    public static DifficultyContest Of(
        IReadOnlyList<PairRows> asked, IReadOnlyList<PairMeasurement> measured, int replicates, int seed) => new(
        ContestFigures.Of("all", measured),
        [
            .. Enum.GetValues<Domain>().Select(domain => ContestFigures.Of(
                Domains.NameOf(domain),
                [.. asked.Select((rows, index) => PartOf(rows, measured[index], domain, replicates, seed)).OfType<PairMeasurement>()])),
        ]);

    public IEnumerable<string> Lines
    {
        get
        {
            yield return "Ship rule: families left out, difference in APGR to the length of the prompt and to the mean of its task";
            yield return "                    pairs  over length                 over the task's mean        ships";
            foreach (var figures in ByDomain.Append(All))
            {
                var domain = Enum.GetValues<Domain>().Where(one => Domains.NameOf(one) == figures.Name).ToList();
                var ships = domain.Count == 0 ? "" : Ships(domain[0]) ? "yes" : "no";
                if (figures.Pairs == 0)
                {
                    yield return $"  {figures.Name,-18}    0  {"not measured",-56}{ships}".TrimEnd();
                    continue;
                }

                yield return $"  {figures.Name,-18}{figures.Pairs,5}  {figures.Success.OverLength,-28}{figures.Success.OverTaskMean,-28}{ships}".TrimEnd();
                yield return $"    by difficulty          {figures.Difficulty.OverLength,-28}{figures.Difficulty.OverTaskMean}";
            }
        }
    }

    /// <summary>Null where the domain has too few of the rows, or the models do not differ on them.</summary>
    private static PairMeasurement? PartOf(PairRows rows, PairMeasurement whole, Domain domain, int replicates, int seed)
    {
        var part = rows.Where(row => row.Domain == domain);
        return part.Rows.Count == rows.Rows.Count ? whole
            : part.Rows.Count == 0 || PairChoice.WhyNot(part.Rows, part.Pair) is not null ? null
            : PairMeasuring.Measure(part, whole.Split, false, replicates, seed);
    }
}
