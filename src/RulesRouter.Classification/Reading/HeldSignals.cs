using System.Runtime.CompilerServices;

namespace RulesRouter.Classifiers.Reading;

/// <summary>Signal words of one line, buffered until it is known whether the line is code.</summary>
[InlineArray(24)]
internal struct HeldSignals
{
    private Signal first;
}
