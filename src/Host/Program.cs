Console.WriteLine("padel");
