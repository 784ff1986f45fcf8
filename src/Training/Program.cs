using System.Runtime.InteropServices;
using GaLNet.Training;

using var stop = new CancellationTokenSource();

// The first Ctrl-C asks to stop, so that a training saves its state; the second ends the process.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await TrainApp.RunAsync(args, Console.Error, stop.Token);
