using System.Runtime.CompilerServices;

namespace RulesRouter.Classifiers.Reading;

/// <summary>One counter per <see cref="Signal"/>, stored inline so that reading a prompt allocates nothing.</summary>
[InlineArray((int)Signal.All)]
internal struct SignalCounts
{
    private int first;
}
