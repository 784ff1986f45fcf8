using GaLNet.Output;
using GaLNet.Training.Loop;

namespace GaLNet.Training.Studies;

/// <summary>What the trainings of a study cost on the machine as it was.</summary>
internal static class TrainingCosts
{
    /// <summary>One row per training; rows that score the same training another way are left out.</summary>
    public static TextTable Of(IReadOnlyList<StudyVariant> variants, IReadOnlyList<TrainingState> states)
    {
        var table = new TextTable("training", "MFLOP per stamp", "weights", "samples/s", "of the first");
        for (var i = 0; i < variants.Count; i++)
        {
            if (states.Take(i).Contains(states[i])) continue;
            var plan = states[i].MakeNetwork().Plan;
            table.Add(
                variants[i].Name, Numbers.Fixed(plan.MegaFlop, 0), $"{plan.Trained.Sum(spec => spec.Count)}",
                Numbers.Fixed(Rate(states[i]), 0), Numbers.Fixed(Rate(states[i]) / Rate(states[0]), 2));
        }

        return table;
    }

    private static double Rate(TrainingState state) => state.Samples / state.Seconds;
}
