using RulesRouter.Economics.Abilities;
using RulesRouter.Requests;

namespace RulesRouter.Economics.Difficulty;

/// <summary>
/// How hard one task is, and how far models and endpoints deviate at it, from the outcomes of all of them:
/// logit(success) = ability + model's deviation + endpoint's + its deviation at the tier − reference difficulty − task's − tier's. All
/// parts are normal around 0 (<see cref="Deviations"/>). Outcomes of one model first say something about the task, which every model
/// meets, and then about the model. Solved by Newton's method in a fixed number of steps; every step is exact, and
/// linear in the number of cells. Capped outcomes say nothing about the task: then the task's difficulty is that of the others, and the
/// deviations follow from all.
/// </summary>
internal sealed class LearnedDifficulty
{
    private const int Steps = 12;

    /// <summary>The task's, then those of the tiers.</summary>
    private const int Shared = 4;

    /// <summary>Logits between two models of different ability.</summary>
    private const double DifferentAbility = 0.5;

    /// <summary>
    /// Until two models of different ability were seen, a surprise may as well be the model's: the task's prior is this many times as sure.
    /// </summary>
    private const double CautionWithOneModel = 1.5;

    private const double OfModel = 1 / (Deviations.Model * Deviations.Model);
    private const double OfEndpoint = 1 / (Deviations.Endpoint * Deviations.Endpoint);
    private const double OfCell = 1 / (Deviations.Cell * Deviations.Cell);

    private readonly double reference;
    private readonly List<ModelPart> models;
    private readonly Dictionary<string, ModelPart> byModel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EndpointPart> byEndpoint = new(StringComparer.Ordinal);
    private readonly double[] priors;
    private readonly double[] shared = new double[Shared];
    private double[,] uncertainty;

    /// <param name="reference">The task's reference difficulty.</param>
    public LearnedDifficulty(double reference, IEnumerable<OutcomeCell> cells)
    {
        this.reference = reference;
        var seen = cells.Where(cell => cell.Trials > 0).ToList();
        models = [.. seen.GroupBy(cell => cell.Model, StringComparer.Ordinal).Select(model => new ModelPart(model.Key, model))];
        foreach (var model in models)
        {
            byModel.Add(model.Id, model);
            foreach (var endpoint in model.Endpoints)
            {
                byEndpoint.Add(endpoint.Id, endpoint);
            }
        }

        priors = PriorsOf(seen);
        uncertainty = Diagonal(priors);
        if (seen.Exists(cell => cell.SharedTrials < cell.Trials))
        {
            var capped = new LearnedDifficulty(
                reference,
                seen.Select(cell => cell with { Trials = cell.SharedTrials, Successes = cell.SharedSuccesses }));
            (priors, shared, uncertainty) = (capped.priors, capped.shared, capped.uncertainty);
            Solve(isShared: false);
        }
        else if (seen.Count > 0)
        {
            Solve(isShared: true);
        }
    }

    public int Models => models.Count;

    /// <summary>The outcomes that moved the shared difficulty.</summary>
    public double Outcomes => models.Sum(model => model.Endpoints.Sum(endpoint => endpoint.Cells.Sum(cell => cell.Counts.SharedTrials)));

    /// <summary>How much harder the task is than its reference: mean and variance in logits.</summary>
    public Belief Shift => new(shared[0], uncertainty[0, 0]);

    /// <summary>The logit of an endpoint's success, and how far it still follows the reference difficulty (0..1).</summary>
    public (Belief Success, double ReferenceShare) Of(string endpoint, string model, Belief ability, ComplexityTier? tier)
    {
        var u = byModel.GetValueOrDefault(model);
        var v = byEndpoint.GetValueOrDefault(endpoint);
        var w = v?.Cells.Find(cell => cell.Counts.Tier == tier);
        var at = Design(tier);

        // Each deviation is normal given the wider ones; `follow` is how the logit moves with the shared difficulties.
        var ofModel = u?.Precision ?? OfModelWith(ability.Variance);
        var (mean, variance) = (u?.Deviation ?? 0, 1 / ofModel);
        var follow = u is null ? new double[Shared] : Scaled(u.Follow, 1 / ofModel);
        if (v is not null)
        {
            var precision = v.Weight + OfEndpoint;
            mean += v.Deviation;
            variance = (1 / precision) + (Square(OfEndpoint / precision) * variance);
            follow = Sum(Scaled(follow, OfEndpoint / precision), Scaled(v.Follow, 1 / precision));
        }
        else
        {
            variance += 1 / OfEndpoint;
        }

        if (w is not null)
        {
            var precision = w.Weight + OfCell;
            mean += w.Deviation;
            variance = (1 / precision) + (Square(OfCell / precision) * variance);
            follow = Sum(Scaled(follow, OfCell / precision), Scaled(at, w.Weight / precision));
        }
        else if (tier is not null)
        {
            variance += 1 / OfCell;
        }

        var slope = Sum(follow, Scaled(at, -1));
        var byReference = 0.0;
        for (var row = 0; row < Shared; row++)
        {
            byReference -= slope[row] * uncertainty[row, 0] * priors[0];
            for (var column = 0; column < Shared; column++)
            {
                variance += slope[row] * slope[column] * uncertainty[row, column];
            }
        }

        var logit = ability.Logit + mean - reference + DifficultyShift.OfTier(tier) - Dot(at, shared);
        return (new Belief(logit, variance), Math.Clamp(byReference, 0, 1));
    }

    private static double OfModelWith(double ability) => 1 / (ability + (1 / OfModel));

    private static double[] PriorsOf(List<OutcomeCell> seen)
    {
        var abilities = seen.Select(cell => cell.Ability.Logit).ToList();
        var differ = abilities.Count > 0 && abilities.Max() - abilities.Min() >= DifferentAbility;
        var ofTier = 1 / Square(Deviations.Tier);
        return [(abilities.Count == 0 || differ ? 1 : CautionWithOneModel) / Square(Deviations.Task), ofTier, ofTier, ofTier];
    }

    /// <param name="isShared">The outcomes may move the shared difficulties; otherwise those are known already.</param>
    private void Solve(bool isShared)
    {
        for (var step = 0; step < Steps; step++)
        {
            foreach (var model in models)
            {
                model.Observe(reference, shared);
            }

            if (isShared)
            {
                SolveShared();
            }

            foreach (var model in models)
            {
                model.Deviate(shared);
            }
        }
    }

    /// <summary>With every deviation integrated out.</summary>
    private void SolveShared()
    {
        var (precision, pull) = (new double[Shared, Shared], new double[Shared]);
        for (var at = 0; at < Shared; at++)
        {
            precision[at, at] = priors[at];
        }

        foreach (var model in models)
        {
            var (weight, target, follow) = (0.0, 0.0, new double[Shared]);
            foreach (var endpoint in model.Endpoints)
            {
                var (ownWeight, ownTarget, ownFollow) = (0.0, 0.0, new double[Shared]);
                foreach (var cell in endpoint.Cells)
                {
                    var cellWeight = cell.Weight * OfCell / (cell.Weight + OfCell);
                    ownWeight += cellWeight;
                    ownTarget += cellWeight * cell.Target;
                    AddTo(ownFollow, cell.Design, cellWeight);
                    AddSquare(precision, cell.Design, cellWeight);
                    AddTo(pull, cell.Design, -cellWeight * cell.Target);
                }

                AddSquare(precision, ownFollow, -1 / (ownWeight + OfEndpoint));
                AddTo(pull, ownFollow, ownTarget / (ownWeight + OfEndpoint));
                var kept = OfEndpoint / (ownWeight + OfEndpoint);
                weight += kept * ownWeight;
                target += kept * ownTarget;
                AddTo(follow, ownFollow, kept);
            }

            AddSquare(precision, follow, -1 / (weight + model.Prior));
            AddTo(pull, follow, target / (weight + model.Prior));
        }

        uncertainty = Inverse(precision);
        for (var row = 0; row < Shared; row++)
        {
            shared[row] = 0;
            for (var column = 0; column < Shared; column++)
            {
                shared[row] += uncertainty[row, column] * pull[column];
            }
        }
    }

    private static double[,] Inverse(double[,] matrix)
    {
        var inverse = new SymmetricMatrix(
        [
            .. Enumerable.Range(0, Shared)
                .Select(row => Enumerable.Range(0, row + 1).Select(column => matrix[row, column]).ToArray()),
        ]).Inverse();
        var whole = new double[Shared, Shared];
        for (var row = 0; row < Shared; row++)
        {
            for (var column = 0; column < Shared; column++)
            {
                whole[row, column] = inverse[Math.Max(row, column)][Math.Min(row, column)];
            }
        }

        return whole;
    }

    private static double[,] Diagonal(double[] precisions)
    {
        var whole = new double[Shared, Shared];
        for (var at = 0; at < Shared; at++)
        {
            whole[at, at] = 1 / precisions[at];
        }

        return whole;
    }

    private static double[] Design(ComplexityTier? tier)
    {
        var design = new double[Shared];
        design[0] = 1;
        if (tier is { } known)
        {
            design[1 + (int)known] = 1;
        }

        return design;
    }

    private static double Square(double value) => value * value;

    private static double Dot(double[] one, double[] other) => SymmetricMatrix.Dot(one, other);

    private static double[] Scaled(double[] vector, double by) => [.. vector.Select(value => value * by)];

    private static double[] Sum(double[] one, double[] other) => [.. one.Zip(other, (a, b) => a + b)];

    private static void AddTo(double[] sum, double[] vector, double times)
    {
        for (var at = 0; at < sum.Length; at++)
        {
            sum[at] += times * vector[at];
        }
    }

    private static void AddSquare(double[,] sum, double[] vector, double times)
    {
        for (var row = 0; row < Shared; row++)
        {
            for (var column = 0; column < Shared; column++)
            {
                sum[row, column] += times * vector[row] * vector[column];
            }
        }
    }

    private sealed class ModelPart
    {
        public ModelPart(string id, IEnumerable<OutcomeCell> cells)
        {
            Id = id;
            Endpoints =
            [
                .. cells.GroupBy(cell => cell.Endpoint, StringComparer.Ordinal)
                    .Select(endpoint => new EndpointPart(endpoint.Key, [.. endpoint.Select(cell => new CellPart(cell))])),
            ];
            Prior = OfModelWith(Endpoints[0].Cells[0].Counts.Ability.Variance);
            Precision = Prior;
        }

        public string Id { get; }

        public List<EndpointPart> Endpoints { get; }

        public double Prior { get; }

        public double Precision { get; private set; }

        public double Deviation { get; private set; }

        /// <summary>Times 1 / precision, how the deviation moves with the shared difficulties.</summary>
        public double[] Follow { get; private set; } = new double[Shared];

        /// <summary>Linearises the outcomes at the present state.</summary>
        public void Observe(double reference, double[] shared)
        {
            foreach (var endpoint in Endpoints)
            {
                foreach (var cell in endpoint.Cells)
                {
                    cell.Observe(Deviation + endpoint.Deviation, reference, shared);
                }
            }
        }

        /// <summary>Every deviation, given the shared difficulties, by all outcomes.</summary>
        public void Deviate(double[] shared)
        {
            var (weight, target, follow) = (0.0, 0.0, new double[Shared]);
            foreach (var endpoint in Endpoints)
            {
                endpoint.Gather();
                var kept = OfEndpoint / (endpoint.Weight + OfEndpoint);
                weight += kept * endpoint.Weight;
                target += kept * endpoint.Target;
                AddTo(follow, endpoint.Follow, kept);
            }

            Precision = weight + Prior;
            Follow = follow;
            Deviation = (target + Dot(follow, shared)) / Precision;
            foreach (var endpoint in Endpoints)
            {
                endpoint.Deviate(Deviation, shared);
            }
        }
    }

    private sealed class EndpointPart(string id, List<CellPart> cells)
    {
        public string Id => id;

        public List<CellPart> Cells => cells;

        public double Weight { get; private set; }

        public double Target { get; private set; }

        public double[] Follow { get; private set; } = new double[Shared];

        public double Deviation { get; private set; }

        public void Gather()
        {
            (Weight, Target, Follow) = (0, 0, new double[Shared]);
            foreach (var cell in cells)
            {
                var weight = cell.Weight * OfCell / (cell.Weight + OfCell);
                Weight += weight;
                Target += weight * cell.Target;
                AddTo(Follow, cell.Design, weight);
            }
        }

        public void Deviate(double ofModel, double[] shared)
        {
            Deviation = (Target + Dot(Follow, shared) - (Weight * ofModel)) / (Weight + OfEndpoint);
            foreach (var cell in cells)
            {
                cell.Deviate(ofModel + Deviation, shared);
            }
        }
    }

    /// <summary>Outcomes as a normal observation of the deviations less the shared difficulties.</summary>
    private sealed class CellPart(OutcomeCell counts)
    {
        public OutcomeCell Counts => counts;

        public double[] Design { get; } = LearnedDifficulty.Design(counts.Tier);

        public double Weight { get; private set; }

        public double Target { get; private set; }

        public double Deviation { get; private set; }

        public void Observe(double wider, double reference, double[] shared)
        {
            var before = counts.Ability.Logit - reference + DifficultyShift.OfTier(counts.Tier);
            var deviation = wider + Deviation - Dot(Design, shared);
            var chance = Math.Clamp(Logit.ToChance(before + deviation), 0.01, 0.99);
            var slope = chance * (1 - chance);
            Weight = counts.Trials * slope;
            Target = deviation + ((counts.Successes - (counts.Trials * chance)) / Math.Max(Weight, 1e-9));
        }

        public void Deviate(double wider, double[] shared) =>
            Deviation = Weight / (Weight + OfCell) * (Target + Dot(Design, shared) - wider);
    }
}
