namespace RulesRouter.Verification.Proving.Solving;

/// <summary>Variables ordered by activity in recent conflicts, then by number.</summary>
internal sealed class ActivityHeap
{
    private const double Rescale = 1e100;

    private readonly List<int> heap = [];
    private readonly List<int> places = [-1];
    private readonly List<double> activity = [0];
    private double increment = 1;

    public void Add(int variable)
    {
        while (places.Count <= variable)
        {
            places.Add(-1);
            activity.Add(0);
        }

        if (places[variable] < 0)
        {
            heap.Add(variable);
            places[variable] = heap.Count - 1;
            Up(heap.Count - 1);
        }
    }

    public bool TryTake(out int variable)
    {
        if (heap.Count == 0)
        {
            variable = 0;
            return false;
        }

        variable = heap[0];
        places[variable] = -1;
        var last = heap[^1];
        heap.RemoveAt(heap.Count - 1);
        if (heap.Count > 0)
        {
            Place(last, 0);
            Down(0);
        }

        return true;
    }

    public void Bump(int variable)
    {
        activity[variable] += increment;
        if (activity[variable] > Rescale)
        {
            for (var index = 0; index < activity.Count; index++)
            {
                activity[index] /= Rescale;
            }

            increment /= Rescale;
        }

        if (places[variable] >= 0)
        {
            Up(places[variable]);
        }
    }

    public void Decay(double factor) => increment /= factor;

    private void Up(int at)
    {
        while (at > 0 && Before(heap[at], heap[(at - 1) / 2]))
        {
            Swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void Down(int at)
    {
        while (true)
        {
            var best = at;
            for (var child = (2 * at) + 1; child <= (2 * at) + 2 && child < heap.Count; child++)
            {
                best = Before(heap[child], heap[best]) ? child : best;
            }

            if (best == at)
            {
                return;
            }

            Swap(at, best);
            at = best;
        }
    }

    private bool Before(int left, int right) => activity[left] > activity[right] || (activity[left] == activity[right] && left < right);

    private void Swap(int left, int right)
    {
        var held = heap[left];
        Place(heap[right], left);
        Place(held, right);
    }

    private void Place(int variable, int at)
    {
        heap[at] = variable;
        places[variable] = at;
    }
}
