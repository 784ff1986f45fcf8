using GaLNet.ClientCli;
using GaLNet.ClientCli.Shell;

var terminal = Terminal.OfProcess();
using var interrupt = new InterruptSignal(terminal.Error);
return await GalnetApp.RunAsync(args, terminal, interrupt.Token);
